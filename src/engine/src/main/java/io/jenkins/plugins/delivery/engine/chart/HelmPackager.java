package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.TemporaryDirectory;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import io.jenkins.plugins.delivery.engine.image.ImageRepository;
import io.jenkins.plugins.delivery.engine.image.Registry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code helmPackage}: makes one version of a chart. The sources stay as they are; what is wrong with the chart (secrets, lint, an
 * environment that does not render) is reported at once and before anything is written; a version in the registry is never replaced.
 */
public final class HelmPackager implements Operation<HelmPackageRequest, HelmPackageResult> {

    private final Helm.Sessions helm;
    private final Registry.Connector registries;

    public HelmPackager(Helm.Sessions helm, Registry.Connector registries) {
        this.helm = helm;
        this.registries = registries;
    }

    @Override
    public boolean usesWorkspace(HelmPackageRequest request) {
        return true;
    }

    @Override
    public List<Path> childJars() {
        return helm.jars();
    }

    @Override
    public HelmPackageResult run(HelmPackageRequest request, EngineContext context) throws InterruptedException {
        Path source = ChartSource.find(context.workDir(), request.chart());
        Path destination = WorkspacePath.resolve(context.workDir(), request.destination(), "The destination");
        try (TemporaryDirectory temporary = TemporaryDirectory.create("chart")) {
            ChartSource chart = ChartSource.copy(context.workDir(), source, temporary.directory("workspace"));
            List<String> problems = new ArrayList<>();
            chart.edit(request, context.log());
            Map<String, Path> values =
                    ValuesFiles.find(context.workDir(), chart.directory(), request.valuesFiles(), problems);
            if (request.forbidSecrets()) {
                problems.addAll(chart.secrets(values));
            }
            refuse(request, problems);
            try (Helm session = helm.open(context.childJars())) {
                Path archive = build(request, context, session, chart, values, temporary.directory("out"));
                Path target = destination.resolve(archive.getFileName());
                HelmPackageResult packaged = new HelmPackageResult(
                        chart.metadata().name(),
                        request.version(),
                        request.appVersion(),
                        WorkspacePath.text(context.workDir(), target),
                        null,
                        null,
                        false,
                        List.copyOf(values.keySet()));
                if (!context.dryRun()) {
                    move(archive, target);
                    context.log().info("Packaged the chart as " + packaged.archive() + ".");
                }
                Path there = context.dryRun() ? archive : target;
                return request.pushes() ? push(request, context, session, packaged, there) : packaged;
            }
        }
    }

    private Path build(
            HelmPackageRequest request,
            EngineContext context,
            Helm session,
            ChartSource chart,
            Map<String, Path> values,
            Path out)
            throws InterruptedException {
        ChartMetadata metadata = chart.metadata();
        boolean dependsOnRegistry =
                metadata.dependencies().stream().anyMatch(d -> d.repository().startsWith("oci://"));
        if (dependsOnRegistry) {
            login(request, context, session);
        }
        ChartDependencies.fetch(session, chart.directory(), metadata);
        List<String> problems = new ArrayList<>();
        if (request.lint()) {
            LintFindings lint = session.lint(chart.directory());
            lint.errors().forEach(message -> problems.add("lint: " + message));
            lint.warnings().forEach(message -> context.log().warn("Lint of the chart: " + message));
        }
        for (Map.Entry<String, Path> file : values.entrySet()) {
            try {
                session.template(chart.directory(), metadata.name(), file.getValue(), request.kubeVersion());
                context.log().info("Rendered the chart with " + file.getKey() + ".");
            } catch (HelmException e) {
                problems.add("it does not render with " + file.getKey() + ": " + chart.relative(e.getMessage()));
            }
        }
        refuse(request, problems);
        try {
            session.packageChart(chart.directory(), out);
        } catch (HelmException e) {
            throw new TerminalException(
                    "The chart " + request.chart() + " cannot be packaged: " + chart.relative(e.getMessage()) + ".",
                    "Correct the chart.",
                    e);
        }
        Path archive = out.resolve(metadata.name() + "-" + request.version() + ".tgz");
        ChartArchive.read(archive).writeTo(archive);
        return archive;
    }

    private HelmPackageResult push(
            HelmPackageRequest request, EngineContext context, Helm session, HelmPackageResult packaged, Path archive)
            throws InterruptedException {
        ImageRepository repository =
                ImageRepository.parse(request.oci().substring("oci://".length()) + "/" + packaged.name());
        Registry registry = registries.open(
                repository,
                Optional.ofNullable(request.credentialsId()).map(context::credential),
                plainHttp(request, repository));
        ChartRepository target = new ChartRepository(URI.create(request.oci()), repository, registry);
        String reference = target.reference(packaged.version());
        Optional<String> same = target.same(packaged.version(), ChartArchive.read(archive));
        if (same.isPresent()) {
            context.log().info(reference + " is in the registry already with the same content; nothing was pushed.");
            return packaged.inRegistry(reference, same.get(), false);
        }
        if (context.dryRun()) {
            return packaged.inRegistry(reference, null, false);
        }
        login(request, context, session);
        try {
            String reported = session.push(archive, target.parent(), plainHttp(request, repository));
            String digest = target.pushed(packaged.version(), reported);
            context.log().info("Pushed " + reference + " (" + digest + ").");
            return packaged.inRegistry(reference, digest, true);
        } catch (HelmException e) {
            throw new TerminalException(
                    reference + " cannot be pushed: " + context.redactor().redact(e.getMessage()) + ".",
                    "Check the registry, the credentialsId and what it may do there.",
                    e);
        }
    }

    private static void login(HelmPackageRequest request, EngineContext context, Helm session)
            throws InterruptedException {
        if (request.credentialsId() == null || request.oci() == null) {
            return;
        }
        ImageRepository repository = ImageRepository.parse(request.oci().substring("oci://".length()) + "/chart");
        try {
            session.login(
                    repository.host(), context.credential(request.credentialsId()), plainHttp(request, repository));
        } catch (HelmException e) {
            throw new TerminalException(
                    "The registry " + repository.host() + " refuses the log-in with the credentials '"
                            + request.credentialsId() + "': "
                            + context.redactor().redact(e.getMessage()) + ".",
                    "Check the credentials.");
        }
    }

    private static boolean plainHttp(HelmPackageRequest request, ImageRepository repository) {
        return request.plainHttp() == null ? repository.loopback() : request.plainHttp();
    }

    private static void refuse(HelmPackageRequest request, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The chart " + request.chart(), problems);
        }
    }

    private static void move(Path archive, Path target) {
        try {
            Files.createDirectories(target.getParent());
            Files.copy(archive, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new TerminalException(
                    "The archive " + target.getFileName() + " cannot be written to " + target.getParent() + " ("
                            + e.getMessage() + ").",
                    "Check the permissions and the free space of the workspace.",
                    e);
        }
    }
}
