package io.jenkins.plugins.delivery.runner.steps;

import io.jenkins.plugins.delivery.runner.host.LineKind;
import io.jenkins.plugins.delivery.runner.host.PipelineFailure;
import io.jenkins.plugins.delivery.runner.host.StepCall;
import io.jenkins.plugins.delivery.runner.host.StepSpec;
import io.jenkins.plugins.delivery.runner.sandbox.RunSetup;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jgit.api.Git;

/** {@code checkout scm}: the commit to build, in the workspace; the user's own working tree is left alone. */
final class CheckoutStep {

    /** The variable {@code scm}: the one thing that can be checked out. */
    static final Map<String, Object> SCM = Map.of(Symbols.NAME, "scm");

    private final AtomicBoolean toldAboutChanges = new AtomicBoolean();

    StepSpec spec() {
        return StepSpec.of(
                "checkout",
                List.of("scm", "changelog", "poll", Symbols.NAME),
                this::run,
                StepSpec.Trait.WORKSPACE,
                StepSpec.Trait.RECORDED);
    }

    private Object run(StepCall call) throws IOException {
        Object what = call.arguments().containsKey(Symbols.NAME)
                ? call.arguments()
                : call.arguments().get("scm");
        if (!SCM.equals(what)) {
            throw new PipelineFailure(
                    "checkout was refused: the runner checks out what it was given with --repo; write checkout scm.");
        }
        RunSetup.Source source = call.run().leg().source();
        if (source.repository() == null) {
            throw new PipelineFailure("checkout scm has nothing to check out: the Jenkinsfile is in no Git repository."
                    + " Give one with --repo DIR.");
        }
        RepositorySnapshot snapshot = RepositorySnapshot.of(source.repository());
        snapshot.missing(source.branch())
                .ifPresent(notice -> call.log(LineKind.WARNING, notice + " What is checked out is built for it."));
        String commit = snapshot.checkout(source.branch(), call.directory());
        if (snapshot.hasUncommittedChanges() && toldAboutChanges.compareAndSet(false, true)) {
            call.log(
                    LineKind.WARNING,
                    "Uncommitted changes in " + source.repository() + " are not built; the last commit is.");
        }
        call.log(LineKind.INFO, "Checked out " + commit + (source.branch() == null ? "" : " of " + source.branch()));
        return describe(call, source, commit);
    }

    private static Map<String, Object> describe(StepCall call, RunSetup.Source source, String commit)
            throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("GIT_COMMIT", commit);
        if (source.branch() != null) {
            result.put("GIT_BRANCH", source.branch());
            result.put("GIT_LOCAL_BRANCH", source.branch());
        }
        try (Git git = Git.open(call.directory().toFile())) {
            String url = git.getRepository().getConfig().getString("remote", "origin", "url");
            result.put(
                    "GIT_URL",
                    Objects.requireNonNullElse(url, source.repository().toString()));
        }
        return result;
    }
}
