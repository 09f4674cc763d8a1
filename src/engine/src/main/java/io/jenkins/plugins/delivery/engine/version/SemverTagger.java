package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.branch.Branch;
import io.jenkins.plugins.delivery.engine.branch.BranchingModel;
import io.jenkins.plugins.delivery.engine.branch.Flow;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The step {@code semverTag}: the version of the checked-out commit, and on request its reservation. A version is reserved by
 * creating its tag on the remote, which at most one run can do; a run that loses takes the next number. A commit is never pushed.
 */
public final class SemverTagger implements Operation<SemverTagRequest, SemverTagResult> {

    /** Each lost race means that another run won one, so only a misbehaving remote gets here. */
    private static final int MOST_ATTEMPTS = 200;

    /** A lost race is over when it is lost: pauses only spread the runs that lost together. */
    private static final int MOST_DOUBLINGS = 3;

    private final HistorySource histories;
    private final ImageTagSource images;

    public SemverTagger(HistorySource histories, ImageTagSource images) {
        this.histories = histories;
        this.images = images;
    }

    @Override
    public boolean usesWorkspace(SemverTagRequest request) {
        return true;
    }

    @Override
    public SemverTagResult run(SemverTagRequest request, EngineContext context) throws InterruptedException {
        HistoryQuery query = new HistoryQuery(
                request.commit(),
                request.prefix(),
                request.pathFilter(),
                request.remote(),
                request.credentialsId(),
                request.flow() == Flow.GIT_FLOW,
                request.reserve() && !context.dryRun());
        try (RepositoryHistory history = histories.open(query, context)) {
            BuiltBranch built = new BuiltBranch(request, context.environment());
            Branch branch = built.in(history);
            branch.refusal().ifPresent(context.log()::warn);
            BranchingModel model = built.model(branch.name(), history);
            VersionPolicy policy = new VersionPolicy(model, request);
            SemverTagResult result = decide(request, context, history, branch, model, policy);
            context.log()
                    .info("Version " + result.version() + " for " + branch.name() + ": "
                            + result.decision().reason() + ".");
            return result;
        }
    }

    private SemverTagResult decide(
            SemverTagRequest request,
            EngineContext context,
            RepositoryHistory history,
            Branch branch,
            BranchingModel model,
            VersionPolicy policy)
            throws InterruptedException {
        Retries retries = new Retries(context);
        VersionReservation reservation = new VersionReservation(request, history, context);
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            RepositoryFacts facts = retries.of(() -> facts(request, context, history));
            VersionDecision decision = policy.decide(branch, facts, history);
            Optional<MergedTip> merged = MergedTip.of(branch, model, facts);
            Optional<String> tag = Optional.of(request.prefix() + decision.version())
                    .filter(name -> decision.version().isRelease());
            if (!request.reserve() || tag.isEmpty() || context.dryRun()) {
                return result(policy, history, decision, branch, facts, merged, tag, Optional.empty());
            }
            Optional<ReservedVersion> reserved = reservation.attempt(decision, facts);
            if (reserved.isPresent()) {
                return result(policy, history, reserved.get().decision(), branch, facts, merged, tag, reserved);
            }
            retries.pause(Math.min(attempt, MOST_DOUBLINGS));
        }
        throw new RetryableException(
                "semverTag lost the race for a version " + MOST_ATTEMPTS + " times on " + request.remote() + ".",
                "Run the build again when fewer builds reserve versions at once.",
                null);
    }

    private RepositoryFacts facts(SemverTagRequest request, EngineContext context, RepositoryHistory history)
            throws InterruptedException {
        RepositoryFacts facts = history.read();
        if (!request.reads(VersionSource.ECR)) {
            return facts;
        }
        List<Set<String>> tags = images.of(request, context).byImage();
        return new ImageVersions(request.prefix(), request.reads(VersionSource.GIT))
                .join(facts, tags, request.repository());
    }

    private static SemverTagResult result(
            VersionPolicy policy,
            RepositoryHistory history,
            VersionDecision decision,
            Branch branch,
            RepositoryFacts facts,
            Optional<MergedTip> merged,
            Optional<String> tag,
            Optional<ReservedVersion> reserved) {
        return new SemverTagResult(
                decision,
                branch,
                facts.head(),
                facts.tree(),
                facts.commits().size(),
                tag,
                reserved,
                history.remoteUrl(),
                merged,
                policy.changelog(decision.version(), facts));
    }
}
