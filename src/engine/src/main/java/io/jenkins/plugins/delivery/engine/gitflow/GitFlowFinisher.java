package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import io.jenkins.plugins.delivery.engine.forge.PullRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The step {@code gitFlowFinish}: brings the remote to where it is to be after a release or hotfix, from wherever it stands. main
 * contains the branch and has the tag; develop and every open release contain main. Merge commits and the tag are all that it
 * writes. What cannot be merged by itself becomes a pull request; what is there already is left alone, so it may be run again at any
 * time.
 */
public final class GitFlowFinisher implements Operation<GitFlowFinishRequest, GitFlowFinishResult> {

    private final FlowRepository.Source repositories;
    private final PullRequests.Opener forges;

    public GitFlowFinisher(FlowRepository.Source repositories, PullRequests.Opener forges) {
        this.repositories = repositories;
        this.forges = forges;
    }

    @Override
    public boolean usesWorkspace(GitFlowFinishRequest request) {
        return true;
    }

    /**
     * Finishes.
     *
     * @throws TerminalException when nothing was done because of the sentence it says, or when a branch is left without the release
     *     and without a pull request; what could be pushed is pushed then
     */
    @Override
    public GitFlowFinishResult run(GitFlowFinishRequest request, EngineContext context) throws InterruptedException {
        Optional<FlowQuery.Person> author = Optional.ofNullable(request.authorName())
                .map(name -> new FlowQuery.Person(name, request.authorEmail()));
        FlowQuery query = new FlowQuery(
                "gitFlowFinish",
                request.remote(),
                request.credentialsId(),
                request.prefix(),
                request.branchNames(),
                author,
                Optional.ofNullable(request.signingCredentialsId()));
        try (FlowRepository repository = repositories.open(query, context)) {
            FinishPlanner planner = new FinishPlanner(request, repository, context);
            FinishPush push = new FinishPush(planner, repository, request.remote(), context);
            FinishPlan plan = push.push();
            FinishPullRequests pulls = new FinishPullRequests(request, repository, forges, context);
            Optional<String> run = planner.messages().run();
            GitFlowFinishResult result;
            if (push.blocked().containsKey(plan.mainName())) {
                String why = push.blocked().get(plan.mainName()).described();
                result = result(plan, List.of(pulls.toMain(plan, why, run)), push, false);
            } else {
                List<TargetResult> targets = targets(plan, push, pulls, run);
                if (!context.dryRun()) {
                    settle(plan, targets, new SettledPullRequests(request, repository, forges, context));
                }
                boolean deleted = request.deleteBranch() && delete(plan, repository, context);
                result = result(plan, targets, push, deleted);
            }
            tell(result, plan, pulls.mayPass(), context);
            return result;
        }
    }

    private static List<TargetResult> targets(
            FinishPlan plan, FinishPush push, FinishPullRequests pulls, Optional<String> run)
            throws InterruptedException {
        List<TargetResult> results = new ArrayList<>();
        boolean mainMoves = plan.main().moves() || push.moved().contains(plan.mainName());
        results.add(state(plan.mainName(), mainMoves, plan.main().after(), ""));
        for (BackMerge target : plan.targets()) {
            PushRejection rejection = push.blocked().get(target.branch());
            if (!target.conflicts().isEmpty()) {
                results.add(pulls.back(plan, target, PullRequestText.conflictList(target.conflicts()), run));
            } else if (rejection != null && target.merge().isPresent() && target.changes()) {
                results.add(pulls.back(plan, target, rejection.described(), run));
            } else if (rejection != null && target.merge().isPresent()) {
                String why = "it has the content already; " + rejection.described();
                results.add(state(target.branch(), false, target.tip(), why));
            } else {
                boolean merged = target.isClean() || push.moved().contains(target.branch());
                results.add(state(target.branch(), merged, target.after(), ""));
            }
        }
        return results;
    }

    private static TargetResult state(String branch, boolean merged, String commit, String reason) {
        return new TargetResult(
                branch,
                merged ? TargetState.MERGED : TargetState.UP_TO_DATE,
                commit,
                Optional.empty(),
                List.of(),
                reason);
    }

    private static void settle(FinishPlan plan, List<TargetResult> results, SettledPullRequests settled)
            throws InterruptedException {
        for (BackMerge target : plan.targets()) {
            boolean contains = results.stream()
                    .anyMatch(result -> result.branch().equals(target.branch())
                            && (result.state() == TargetState.UP_TO_DATE || result.state() == TargetState.MERGED));
            if (contains) {
                settled.clear(plan, target);
            }
        }
    }

    private static boolean delete(FinishPlan plan, FlowRepository repository, EngineContext context) {
        String name = plan.branch().name();
        String tip = plan.tips().get(name);
        if (plan.branch().kind() == BranchKind.MAIN || tip == null || context.dryRun()) {
            return false;
        }
        PushReport report = repository.push(List.of(RefChange.deletedBranch(name, tip)), false);
        if (report.outcome() == PushReport.Outcome.DONE) {
            context.log().info("Deleted " + name + ".");
            return true;
        }
        String why = report.outcome() == PushReport.Outcome.REJECTED
                ? new PushRejection(report).described()
                : "somebody pushed to it";
        context.log().warn(name + " is finished but was not deleted: " + why + ".");
        return false;
    }

    private static GitFlowFinishResult result(
            FinishPlan plan, List<TargetResult> targets, FinishPush push, boolean deleted) {
        boolean blocked = push.blocked().containsKey(plan.mainName());
        return new GitFlowFinishResult(
                plan.branch().name(),
                plan.release().version(),
                plan.release().tag(),
                blocked ? Optional.empty() : Optional.of(plan.main().release()),
                targets,
                !push.moved().isEmpty(),
                deleted);
    }

    private static void tell(GitFlowFinishResult result, FinishPlan plan, boolean mayPass, EngineContext context) {
        List<TargetResult> refused = result.targets().stream()
                .filter(target -> target.state() == TargetState.REFUSED)
                .toList();
        if (!refused.isEmpty()) {
            String done = result.commit().isPresent()
                    ? plan.release().tag() + " is on " + plan.mainName() + ", but "
                    : "Nothing was released: ";
            String message = done
                    + refused.stream()
                            .map(target -> target.branch() + " lacks it (" + sentence(target.reason()) + ")")
                            .collect(Collectors.joining("; "))
                    + ".";
            String advice = "Run the step again when that is solved; what is done already is left alone.";
            throw mayPass ? new RetryableException(message, advice, null) : new TerminalException(message, advice);
        }
        String names = result.targets().stream().map(TargetResult::branch).collect(Collectors.joining(", "));
        if (context.dryRun()) {
            context.log().info("Dry run: nothing was pushed. " + result.message());
        } else if (!result.pushed() && result.complete()) {
            context.log()
                    .info("Nothing to do: " + plan.release().tag() + " is on " + plan.mainName()
                            + ", and it is contained in " + names + ".");
        } else {
            context.log().info((result.complete() ? "Finished " : "Finished as far as possible: ") + result.message());
        }
    }

    /** Without the full stop that another sentence brings along. */
    private static String sentence(String reason) {
        return reason.replaceFirst("[.\\s]+$", "");
    }
}
