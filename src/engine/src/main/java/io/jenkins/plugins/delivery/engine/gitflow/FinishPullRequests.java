package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.forge.Account;
import io.jenkins.plugins.delivery.engine.forge.ForgeAddress;
import io.jenkins.plugins.delivery.engine.forge.PullRequest;
import io.jenkins.plugins.delivery.engine.forge.PullRequestDraft;
import io.jenkins.plugins.delivery.engine.forge.PullRequests;
import io.jenkins.plugins.delivery.engine.version.Commit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Leaves to people what a run may not decide. The pull request of a target is always between the same two branches, so a run that
 * comes again finds it. Its branch is never moved but forward: somebody may be resolving conflicts there.
 */
final class FinishPullRequests {

    /** Authors whose accounts are looked up until one is known. */
    private static final int MOST_ASKED = 5;

    private final GitFlowFinishRequest request;
    private final FlowRepository repository;
    private final PullRequests.Opener forges;
    private final EngineContext context;
    private final List<DeliveryException> failures = new ArrayList<>();

    FinishPullRequests(
            GitFlowFinishRequest request,
            FlowRepository repository,
            PullRequests.Opener forges,
            EngineContext context) {
        this.request = request;
        this.repository = repository;
        this.forges = forges;
        this.context = context;
    }

    /** A branch of its own for each target; slashes would make it a folder of another. */
    static String head(Release release, String target) {
        return "merge/" + release.version() + "-to-" + target.replace('/', '-');
    }

    /** Whether what failed may work later without anybody doing anything. */
    boolean mayPass() {
        return !failures.isEmpty() && failures.stream().allMatch(RetryableException.class::isInstance);
    }

    /** For a main that may not be pushed to. */
    TargetResult toMain(FinishPlan plan, String why, Optional<String> run) throws InterruptedException {
        PullRequestDraft draft = PullRequestText.toMain(plan, why, run);
        return ask(
                plan.mainName(),
                plan.main().before(),
                draft,
                List.of(),
                why,
                List.of(plan.main().finished()));
    }

    /** For a target that conflicts, or may not be pushed to. */
    TargetResult back(FinishPlan plan, BackMerge target, String why, Optional<String> run) throws InterruptedException {
        String head = head(plan.release(), target.branch());
        PullRequestDraft draft = PullRequestText.back(plan, target, head, why, run);
        if (context.dryRun()) {
            return new TargetResult(
                    target.branch(),
                    TargetState.PULL_REQUEST,
                    target.tip(),
                    Optional.empty(),
                    target.conflicts(),
                    why + "; a pull request from " + head + " would be opened");
        }
        Optional<String> refused = offer(plan, head);
        if (refused.isPresent()) {
            return new TargetResult(
                    target.branch(),
                    TargetState.REFUSED,
                    target.tip(),
                    Optional.empty(),
                    target.conflicts(),
                    why + "; and the branch " + head + " for a pull request: " + refused.get());
        }
        return ask(target.branch(), target.tip(), draft, target.conflicts(), why, authors(plan, target));
    }

    /** Pushes the branch of a pull request; what the remote said when it does not want it. */
    private Optional<String> offer(FinishPlan plan, String head) {
        String wanted = plan.main().after();
        String tip = plan.tips().get(head);
        if (tip != null && repository.contains(tip, wanted)) {
            return Optional.empty();
        }
        if (tip != null && !repository.contains(wanted, tip)) {
            context.log()
                    .warn(head + " has commits of its own and lacks " + Commit.shortId(wanted) + " of "
                            + plan.mainName() + "; merge that into it.");
            return Optional.empty();
        }
        RefChange change = tip == null
                ? RefChange.newBranch(head, wanted)
                : new RefChange("refs/heads/" + head, Optional.of(tip), Optional.of(wanted));
        PushReport report = repository.push(List.of(change), false);
        return switch (report.outcome()) {
            case DONE -> Optional.empty();
            case REJECTED -> Optional.of(new PushRejection(report).described());
            default -> Optional.of("it could not be pushed; run the step again");
        };
    }

    private TargetResult ask(
            String target,
            String tip,
            PullRequestDraft draft,
            List<Conflict> conflicts,
            String why,
            List<String> commits)
            throws InterruptedException {
        try {
            Optional<ForgeAddress> address = ForgeAddress.of(
                    request.forge(), repository.remoteUrl(), request.forgeUrl(), request.forgeProject());
            if (address.isEmpty()) {
                throw new TerminalException(
                        "No pull request could be opened from " + draft.head() + " to " + target
                                + ", because nothing says which forge " + repository.remoteUrl() + " belongs to.",
                        "Set forge: github or gitlab, and forgeUrl, or open it by hand.");
            }
            if (context.dryRun()) {
                return new TargetResult(target, TargetState.PULL_REQUEST, tip, Optional.empty(), conflicts, why);
            }
            PullRequests pulls = forges.open(address.get(), request.forgeCredentials(), context);
            PullRequest pull = current(pulls, draft);
            assign(pulls, pull, commits);
            return new TargetResult(target, TargetState.PULL_REQUEST, tip, Optional.of(pull.url()), conflicts, why);
        } catch (DeliveryException e) {
            failures.add(e);
            return new TargetResult(
                    target, TargetState.REFUSED, tip, Optional.empty(), conflicts, why + ". " + e.getMessage());
        }
    }

    private PullRequest current(PullRequests pulls, PullRequestDraft meant) throws InterruptedException {
        // As the site has it, or every run would find a text with a secret in it changed.
        PullRequestDraft draft = meant.clean(context.redactor()::redact);
        Optional<PullRequest> found = pulls.find(draft.head(), draft.base());
        if (found.isEmpty()) {
            PullRequest opened = pulls.open(draft);
            context.log()
                    .info("Opened pull request " + opened.url() + " from " + draft.head() + " to " + draft.base()
                            + ".");
            return opened;
        }
        PullRequest pull = found.get();
        if (same(pull.title(), draft.title()) && same(pull.body(), draft.body())) {
            context.log().info("Pull request " + pull.url() + " to " + draft.base() + " is open already.");
            return pull;
        }
        context.log().info("Updated pull request " + pull.url() + " to " + draft.base() + ".");
        return pulls.update(pull, draft);
    }

    /** Sites change line ends and cut blanks; and which run looked last is no news. */
    private static boolean same(String theirs, String ours) {
        return PullRequestText.withoutRun(theirs).equals(PullRequestText.withoutRun(ours));
    }

    private void assign(PullRequests pulls, PullRequest pull, List<String> commits) throws InterruptedException {
        if (!pull.assignees().isEmpty()) {
            return;
        }
        for (String commit : commits) {
            Optional<Account> account = pulls.author(commit, email(commit));
            if (account.isPresent() && pulls.assign(pull, account.get())) {
                context.log().info("Assigned it to " + account.get().login() + ".");
                return;
            }
        }
        context.log().warn("Nobody is assigned to " + pull.url() + ": the authors are not known there.");
    }

    private String email(String commit) {
        return repository.commit(commit).email();
    }

    /** Who changed in the release what conflicts, who changed it in the target, who made the release; the nearest first. */
    private static List<String> authors(FinishPlan plan, BackMerge target) {
        Stream<Commit> theirs = target.conflicts().stream().flatMap(conflict -> conflict.source().stream());
        Stream<Commit> others = target.conflicts().stream().flatMap(conflict -> conflict.target().stream());
        Stream<String> nearest =
                Stream.concat(theirs, others).map(Commit::id).distinct().limit(MOST_ASKED);
        return Stream.concat(nearest, Stream.of(plan.main().finished()))
                .distinct()
                .toList();
    }
}
