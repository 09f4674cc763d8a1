package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.ImageRepository;
import io.jenkins.plugins.delivery.engine.image.Registries;
import io.jenkins.plugins.delivery.engine.image.RegistryAccess;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The dealings of one packaging with the registry of charts. */
final class ChartPublisher {

    private static final String SCHEME = "oci://";

    private final HelmPackageRequest request;
    private final EngineContext context;
    private final Helm session;
    private final Registries registries;

    ChartPublisher(HelmPackageRequest request, EngineContext context, Helm session, Registries registries) {
        this.request = request;
        this.context = context;
        this.session = session;
        this.registries = registries;
    }

    /** Logs Helm in to the registry of the request, when it names credentials. */
    void login() throws InterruptedException {
        if (request.oci() == null) {
            return;
        }
        ImageRepository repository = repository("chart");
        Optional<RegistryAccess.Login> login =
                registries.access(repository, request.registry(), context).login();
        if (login.isEmpty()) {
            return;
        }
        try {
            session.login(repository.host(), login.get().credential(), plainHttp(repository));
        } catch (HelmException e) {
            throw new TerminalException(
                    "The registry " + repository.host() + " refuses the log-in with the "
                            + login.get().credential() + ": "
                            + context.redactor().redact(e.getMessage()) + ".",
                    "Check the credentials.");
        }
    }

    /**
     * Compares what was packaged with the chart of the release candidate. A registry that has no chart of it is told.
     *
     * @throws TerminalException when they differ in more than their versions; names both and the files
     */
    void refuseUnlikeCandidate(String chart, ChartContent content) throws InterruptedException {
        if (request.candidate() == null || request.oci() == null) {
            return;
        }
        ChartRepository registry = open(chart);
        Optional<ChartArchive> candidate = registry.archive(request.candidate());
        if (candidate.isEmpty()) {
            context.log()
                    .warn(registry.reference(request.candidate()) + " is not there, so the chart of "
                            + request.version() + " cannot be compared with it.");
            return;
        }
        ChartContent tested = ChartContent.of(candidate.get(), request);
        List<String> differences = content.differences(tested);
        if (!differences.isEmpty()) {
            throw new TerminalException(
                    "The chart " + chart + " " + request.version() + " (content " + content.digest()
                            + ") is not the one that was tested as " + request.candidate() + " (content "
                            + tested.digest() + "); different: " + ChartRepository.listed(differences) + ".",
                    "Pin what the chart takes from elsewhere, its dependencies above all, and release from a branch that was"
                            + " built with that.");
        }
        context.log()
                .info("The chart " + chart + " " + request.version() + " is the one of " + request.candidate()
                        + ", but for its versions.");
    }

    /** Pushes the archive, unless the registry has it already; when it is to be held back, without the tag of its version. */
    HelmPackageResult publish(HelmPackageResult packaged, Path archive) throws InterruptedException {
        ChartRepository target = open(packaged.name());
        String reference = target.reference(packaged.version());
        PackagedChart chart = PackagedChart.of(archive);
        Optional<String> same = target.same(packaged.version(), chart.archive());
        if (same.isPresent()) {
            context.log().info(reference + " is in the registry already with the same content; nothing was pushed.");
            return packaged.inRegistry(reference, same.get(), false);
        }
        if (context.dryRun()) {
            return packaged.inRegistry(reference, null, false);
        }
        registries
                .access(repository(packaged.name()), request.registry(), context)
                .prepare();
        String digest = chart.manifest().digest();
        target.upload(chart);
        if (request.hold()) {
            context.log()
                    .info("Pushed " + reference + " (" + digest + "), held back: it gets its tag by evidenceRecord.");
            return packaged.inRegistry(reference, digest, true).heldBack();
        }
        boolean byThisRun = target.tag(packaged.version(), chart);
        context.log().info("Pushed " + reference + " (" + digest + ").");
        return packaged.inRegistry(reference, digest, byThisRun);
    }

    private ChartRepository open(String chart) {
        ImageRepository repository = repository(chart);
        return new ChartRepository(repository, registries.open(repository, request.registry(), context));
    }

    private ImageRepository repository(String chart) {
        return ImageRepository.parse(request.oci().substring(SCHEME.length()) + "/" + chart);
    }

    private boolean plainHttp(ImageRepository repository) {
        return request.registry().plainHttp(repository);
    }
}
