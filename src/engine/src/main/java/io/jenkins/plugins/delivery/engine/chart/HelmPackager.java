package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.TemporaryDirectory;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import io.jenkins.plugins.delivery.engine.image.Registries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code helmPackage}: makes one version of a chart. The sources stay as they are; what is wrong with the chart (secrets, lint, an
 * environment that does not render) is reported at once and before anything is written; a version in the registry is never replaced.
 */
public final class HelmPackager implements Operation<HelmPackageRequest, HelmPackageResult> {

    private final Helm.Sessions helm;
    private final Registries registries;

    public HelmPackager(Helm.Sessions helm, Registries registries) {
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
        Path source = ChartSearch.find(context.workDir(), request.chart());
        Path destination = WorkspacePath.resolve(context.workDir(), request.destination(), "The destination");
        try (TemporaryDirectory temporary = TemporaryDirectory.create("chart")) {
            ChartSource chart =
                    ChartSource.copy(context.workDir(), source, destination, temporary.directory("workspace"));
            List<String> problems = new ArrayList<>(chart.edit(request, context.log()));
            Map<String, Path> values =
                    ValuesFiles.find(context.workDir(), chart.directory(), request.valuesFiles(), problems);
            if (request.forbidSecrets()) {
                ValuesSecrets.check(request, context, chart.allValues(values, problems), problems);
            }
            refuse(request, problems);
            AlikeValues.warnings(request.alike(), values).forEach(context.log()::warn);
            try (Helm session = helm.open(request.helmChoice(), context)) {
                ChartPublisher publisher = new ChartPublisher(request, context, session, registries);
                Path archive = build(request, context, publisher, session, chart, values, temporary);
                ChartContent content = ChartContent.of(ChartArchive.read(archive), request);
                publisher.refuseUnlikeCandidate(chart.metadata().name(), content);
                Path target = destination.resolve(archive.getFileName());
                HelmPackageResult packaged = new HelmPackageResult(
                        chart.metadata().name(),
                        request.version(),
                        request.appVersion(),
                        content.digest(),
                        WorkspacePath.text(context.workDir(), target),
                        null,
                        null,
                        false,
                        false,
                        List.copyOf(values.keySet()));
                if (!context.dryRun()) {
                    move(archive, target);
                    context.log().info("Packaged the chart as " + packaged.archive() + ".");
                }
                Path there = context.dryRun() ? archive : target;
                return request.pushes() ? publisher.publish(packaged, there) : packaged;
            }
        }
    }

    private Path build(
            HelmPackageRequest request,
            EngineContext context,
            ChartPublisher publisher,
            Helm session,
            ChartSource chart,
            Map<String, Path> values,
            TemporaryDirectory temporary)
            throws InterruptedException {
        if (chart.dependsOnRegistry()) {
            publisher.login();
        }
        chart.fetchDependencies(session);
        List<String> problems = new ArrayList<>();
        if (request.lint()) {
            LintFindings lint = session.lint(chart.directory());
            lint.errors().forEach(message -> problems.add("lint: " + message));
            lint.warnings().forEach(message -> {
                if (request.strict()) {
                    problems.add("lint (a warning, which strict refuses): " + message);
                } else {
                    context.log().warn("Lint of the chart: " + message);
                }
            });
        }
        Path promoted = chart.promoted(request, temporary.directory("values"));
        problems.addAll(new EnvironmentRendering(session, chart, request, context.log()).problems(values, promoted));
        refuse(request, problems);
        Path out = temporary.directory("out");
        try {
            session.packageChart(chart.directory(), out);
        } catch (HelmException e) {
            throw new TerminalException(
                    "The chart " + request.chart() + " cannot be packaged: " + chart.relative(e.getMessage()) + ".",
                    "Correct the chart.",
                    e);
        }
        Path archive = out.resolve(chart.metadata().name() + "-" + request.version() + ".tgz");
        // Read first, because a chart that has a file twice is refused and not rewritten.
        ChartArchive.read(archive);
        ReproducibleArchive.rewrite(archive, temporary.directory("files"));
        return archive;
    }

    private static void refuse(HelmPackageRequest request, List<String> problems) {
        if (!problems.isEmpty()) {
            // Two looks at one broken file see the same.
            throw new InvalidInputException(
                    "The chart " + request.chart(), problems.stream().distinct().toList());
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
