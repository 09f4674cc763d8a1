package io.jenkins.plugins.delivery.engine.deploy.helm;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.Template;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.chart.Helm;
import io.jenkins.plugins.delivery.engine.chart.HelmException;
import io.jenkins.plugins.delivery.engine.chart.HelmReleases;
import io.jenkins.plugins.delivery.engine.deploy.Applied;
import io.jenkins.plugins.delivery.engine.deploy.GitDeployLedger;
import io.jenkins.plugins.delivery.engine.files.TemporaryDirectory;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import io.jenkins.plugins.delivery.engine.image.Registries;
import io.jenkins.plugins.delivery.engine.promotion.PromotionState;
import io.jenkins.plugins.delivery.engine.promotion.RollbackMode;
import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has Helm install or upgrade the release, and makes something definite of however that ended. */
final class ReleaseUpgrade {

    private final HelmDeployRequest request;
    private final Helm.Sessions sessions;
    private final Registries registries;
    private final EngineContext context;

    ReleaseUpgrade(HelmDeployRequest request, Helm.Sessions sessions, Registries registries, EngineContext context) {
        this.request = request;
        this.sessions = sessions;
        this.registries = registries;
        this.context = context;
    }

    Applied run() throws InterruptedException {
        HelmCluster cluster = HelmCluster.of(request, context);
        ReleaseHistory history = cluster.history();
        List<Revision> before = history.read();
        String run = GitDeployLedger.run(request, context);
        String intent = ReleaseName.intent(request, run);
        Optional<Revision> newest = ReleaseHistory.last(before);
        if (newest.filter(revision -> ReleaseName.isOf(revision, intent)).isPresent()) {
            context.log().info("This run has upgraded the release already, and goes on waiting.");
            return applied(newest.get(), before, null);
        }
        if (newest.filter(revision -> revision.status().pending()).isPresent()) {
            new PendingRelease(request, context).clear(newest.get(), history);
        }
        int last = newest.map(Revision::number).orElse(0);
        try (TemporaryDirectory temporary = TemporaryDirectory.create("release")) {
            HelmReleases.Upgrade upgrade = new HelmReleases.Upgrade(
                    chart(temporary),
                    values(temporary),
                    ReleaseName.description(request.version(), run, intent),
                    request.timeout(),
                    request.createNamespace(),
                    context.dryRun());
            try (Helm session = sessions.open(request.helmChoice(), context)) {
                session.releases().upgrade(cluster.release(), upgrade);
            }
        } catch (HelmException | RetryableException e) {
            return failed(history, last, intent, e);
        } catch (InterruptedException e) {
            aborted(history, last);
            throw e;
        }
        if (context.dryRun()) {
            return new Applied(
                    PromotionState.PLANNED, good(before, Integer.MAX_VALUE), request.version(), null, Map.of());
        }
        return made(history, last)
                .map(revision -> applied(revision, before, null))
                .orElseThrow(() -> new TerminalException(
                        "Helm was content, but the release " + request.releaseName()
                                + " has no new revision in namespace " + request.namespaceName() + ".",
                        "Check that Helm keeps its releases in Secrets, as it does without HELM_DRIVER."));
    }

    private Applied applied(Revision revision, List<Revision> before, String failure) {
        Applied applied = ReleaseWatch.applied(
                PromotionState.PUSHED, good(before, revision.number()), request.version(), revision, request);
        return failure == null ? applied : applied.with(ReleaseWatch.FAILED, failure);
    }

    /** The version that came up last before a revision; null when none did. What failed and stayed is not what a person goes from. */
    private static String good(List<Revision> before, int number) {
        return ReleaseHistory.goodBefore(before, number)
                .map(revision -> ReleaseName.version(revision, before))
                .orElse(null);
    }

    private static Optional<Revision> made(ReleaseHistory history, int last) throws InterruptedException {
        return ReleaseHistory.last(history.read()).filter(revision -> revision.number() > last);
    }

    /** With a revision it is a deployment that failed, and is undone as any; without one nothing has happened. */
    private Applied failed(ReleaseHistory history, int last, String intent, RuntimeException why)
            throws InterruptedException {
        Optional<Revision> begun = context.dryRun() ? Optional.empty() : made(history, last);
        String words = why.getMessage().strip().replaceAll("\\s+", " ").replaceFirst("\\.$", "");
        if (begun.isEmpty()) {
            if (why instanceof RetryableException) {
                throw why;
            }
            throw new TerminalException(
                    "Helm refused " + request.service() + " " + request.version() + " in " + request.env() + ": "
                            + words + ".",
                    "Nothing was changed. Correct the chart, its values, or the rights in the cluster.",
                    why);
        }
        String what = ReleaseName.description(request.version(), GitDeployLedger.run(request, context), intent);
        history.fail(begun.get(), what, words);
        Applied applied = applied(begun.get(), history.read(), "Helm failed: " + words);
        return why instanceof RetryableException ? applied.with(ReleaseWatch.BLAMELESS, true) : applied;
    }

    /** The interrupt has cleared the thread's flag, so there is time for this; Helm is dead by now. */
    private void aborted(ReleaseHistory history, int last) throws InterruptedException {
        try {
            Optional<Revision> begun = context.dryRun() ? Optional.empty() : made(history, last);
            if (begun.isEmpty()) {
                context.log().warn("The upgrade was aborted before it began; nothing was changed.");
            } else if (request.rollback() == RollbackMode.AUTO) {
                context.log()
                        .warn(new ReleaseRollback(request, sessions, context)
                                .from(begun.get().number(), "Aborted")
                                .sentence());
            } else {
                if (begun.get().status().pending()) {
                    history.fail(begun.get(), "Aborted");
                }
                context.log()
                        .warn("The upgrade was aborted in revision "
                                + begun.get().number()
                                + ", which is noted as failed; nothing was put back, as rollback says.");
            }
        } catch (DeliveryException e) {
            context.log().warn("What the aborted upgrade has left could not be cleared: " + e.getMessage());
        }
    }

    private Path chart(TemporaryDirectory temporary) throws InterruptedException {
        if (OciChart.isOne(request.chart())) {
            return OciChart.of(request.chart(), request.chartVersion(), request.chartDigest())
                    .fetch(temporary.path(), request, registries, context);
        }
        Path chart = WorkspacePath.resolve(context.workDir(), request.chart(), "The chart");
        if (!Files.exists(chart)) {
            throw new NotFoundException(
                    "There is no chart " + request.chart() + " in the workspace.", "Correct chart.");
        }
        return chart;
    }

    /** Those of the workspace, and at last what is set, which so is on no command line. */
    private List<Path> values(TemporaryDirectory temporary) {
        List<Path> files = new ArrayList<>();
        Map<String, String> variables = request.variables();
        for (String template : request.valuesFiles()) {
            String name = Template.expand(template, variables);
            Path file = WorkspacePath.resolve(context.workDir(), name, "valuesFiles");
            if (!Files.isRegularFile(file)) {
                throw new NotFoundException(
                        "There is no values file " + name + " in the workspace.", "Correct valuesFiles.");
            }
            files.add(file);
        }
        if (!request.set().isEmpty()) {
            Path file = temporary.path().resolve("set.yaml");
            try {
                files.add(Files.writeString(file, YamlValues.print(HelmChecks.nested(request.set(), variables))));
            } catch (IOException e) {
                throw new TerminalException(
                        "The values that are set cannot be written (" + e.getMessage() + ").",
                        "Check the free space.",
                        e);
            }
        }
        return files;
    }
}
