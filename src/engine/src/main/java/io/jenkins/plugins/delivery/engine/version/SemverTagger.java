package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.branch.Branch;
import io.jenkins.plugins.delivery.engine.branch.BranchingModel;
import io.jenkins.plugins.delivery.engine.branch.Flow;
import java.util.List;
import java.util.Optional;

/**
 * The step {@code semverTag}: the version of the checked-out commit, and on request its reservation. A version is reserved by
 * creating its tag on the remote, which at most one run can do; a run that loses takes the next number. A commit is never pushed.
 */
public final class SemverTagger implements Operation<SemverTagRequest, SemverTagResult> {

    /** Each lost race means that another run won one, so only a misbehaving remote gets here. */
    private static final int MOST_ATTEMPTS = 200;

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
                request.flow() == Flow.GIT_FLOW);
        try (RepositoryHistory history = histories.open(query, context)) {
            BuiltBranch built = new BuiltBranch(request, context.environment());
            Branch branch = built.in(history);
            branch.refusal().ifPresent(context.log()::warn);
            BranchingModel model = built.model(branch.name(), history);
            VersionPolicy policy = new VersionPolicy(
                    model, SemanticVersion.parse(request.initialVersion()), request.prefix(), request.hotfixBump());
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
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            RepositoryFacts facts = facts(request, context, history);
            VersionDecision decision = policy.decide(branch, facts);
            Optional<MergedTip> merged = MergedTip.of(branch, model, facts);
            Optional<String> tag = Optional.of(request.prefix() + decision.version())
                    .filter(name -> decision.version().isRelease());
            if (!request.reserve() || tag.isEmpty() || context.dryRun()) {
                return result(history, decision, branch, facts, merged, tag, false);
            }
            switch (history.tags().create(tag.get(), message(decision, facts, context))) {
                case CREATED -> {
                    context.log()
                            .info("Reserved " + decision.version() + ": created tag " + tag.get() + " on "
                                    + request.remote() + ".");
                    return result(history, decision, branch, facts, merged, tag, true);
                }
                case ALREADY_OURS -> {
                    return result(history, decision, branch, facts, merged, tag, true);
                }
                case TAKEN -> lost(tag.get(), decision, request, context);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("aborted while reserving a version");
            }
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
        List<String> tags = images.of(request, context).list();
        return new ImageVersions(request.prefix(), request.reads(VersionSource.GIT))
                .join(facts, tags, request.repository());
    }

    private static void lost(String tag, VersionDecision decision, SemverTagRequest request, EngineContext context) {
        decision.dictatedBy().ifPresent(branch -> {
            throw new TerminalException(
                    branch + " names version " + decision.version() + ", but tag " + tag + " on " + request.remote()
                            + " is on another commit.",
                    "If that tag is wrong, delete it there; else release this commit from a branch with a higher version.");
        });
        context.log().info("Another run was faster with " + tag + "; taking the next number.");
    }

    private static String message(VersionDecision decision, RepositoryFacts facts, EngineContext context) {
        String run = context.environment().getOrDefault("BUILD_URL", "");
        return "Release " + decision.version() + "\n\n" + decision.reason() + "\n\n"
                + (run.isBlank() ? "" : "Run: " + run + "\n") + "Tree: " + facts.tree() + "\n";
    }

    private static SemverTagResult result(
            RepositoryHistory history,
            VersionDecision decision,
            Branch branch,
            RepositoryFacts facts,
            Optional<MergedTip> merged,
            Optional<String> tag,
            boolean reserved) {
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
                Changelog.of(decision.version(), facts.commits()));
    }
}
