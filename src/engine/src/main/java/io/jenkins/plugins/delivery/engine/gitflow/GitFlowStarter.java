package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.version.Commit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The step {@code gitFlowStart}: creates a release branch from develop or a hotfix branch from main on the remote, after checking that
 * it can be finished one day. A branch that stands there already is left alone.
 */
public final class GitFlowStarter implements Operation<GitFlowStartRequest, GitFlowStartResult> {

    private static final int MOST_ATTEMPTS = 5;

    private final FlowRepository.Source repositories;

    public GitFlowStarter(FlowRepository.Source repositories) {
        this.repositories = repositories;
    }

    @Override
    public boolean usesWorkspace(GitFlowStartRequest request) {
        return true;
    }

    /**
     * Starts.
     *
     * @throws InvalidInputException with every reason why it cannot be started
     */
    @Override
    public GitFlowStartResult run(GitFlowStartRequest request, EngineContext context) throws InterruptedException {
        FlowQuery query = new FlowQuery(
                "gitFlowStart",
                request.remote(),
                request.credentialsId(),
                request.prefix(),
                request.branchNames(),
                Optional.empty(),
                Optional.empty());
        try (FlowRepository repository = repositories.open(query, context)) {
            for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("aborted before the branch was created");
                }
                Optional<GitFlowStartResult> result = start(request, repository, context);
                if (result.isPresent()) {
                    return result.get();
                }
            }
            throw new RetryableException(
                    "gitFlowStart could not create the branch on " + request.remote() + " in " + MOST_ATTEMPTS
                            + " attempts, because others pushed or the remote was away.",
                    "Run it again.",
                    null);
        }
    }

    /** Empty when it has to be looked at again. */
    private static Optional<GitFlowStartResult> start(
            GitFlowStartRequest request, FlowRepository repository, EngineContext context) {
        Map<String, String> tips = repository.fetch(List.of(request.mainBranch(), "master", request.developBranch()));
        StartPlan plan = new StartRules(request, repository, tips).plan();
        String where = plan.branch() + " at " + Commit.shortId(plan.commit()) + " of " + plan.from();
        if (plan.exists()) {
            context.log().info("Nothing to do: " + where + " is there already.");
            return Optional.of(plan.result(request.kind(), false));
        }
        plan.warnings().forEach(context.log()::warn);
        if (context.dryRun()) {
            context.log().info("Dry run: would create " + where + ".");
            return Optional.of(plan.result(request.kind(), false));
        }
        PushReport report = repository.push(List.of(RefChange.newBranch(plan.branch(), plan.commit())), false);
        return switch (report.outcome()) {
            case DONE -> {
                context.log().info("Started " + plan.version() + ": created " + where + " (" + plan.reason() + ").");
                yield Optional.of(plan.result(request.kind(), true));
            }
            case REJECTED ->
                throw new TerminalException(
                        request.remote() + " does not take the branch " + plan.branch() + ": "
                                + new PushRejection(report).described() + ".",
                        "Allow the credentials of this run to create such branches.");
            default -> Optional.empty();
        };
    }
}
