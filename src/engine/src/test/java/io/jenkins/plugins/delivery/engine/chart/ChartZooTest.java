package io.jenkins.plugins.delivery.engine.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.chart.cli.RealHelm;
import io.jenkins.plugins.delivery.engine.image.Registries;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrAccess;
import io.jenkins.plugins.delivery.engine.image.oci.HttpRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our archive of every chart in the zoo equals what Helm itself packages after the same edits, and renders the same. */
class ChartZooTest {

    private static final String KUBERNETES = "1.34.0";

    private static SharedHelm helm;

    @TempDir
    Path workDir;

    @TempDir
    Path reference;

    @TempDir
    Path out;

    @BeforeAll
    static void open() throws InterruptedException {
        helm = new SharedHelm();
    }

    @AfterAll
    static void close() {
        helm.close();
    }

    static Set<String> zoo() {
        return ChartZoo.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("zoo")
    void isWhatHelmPackages(String name) throws Exception {
        ChartZoo.Animal animal = ChartZoo.all().get(name);
        animal.workspace().accept(workDir);
        animal.workspace().accept(reference);

        Path ours = packaged(name);
        Path helms = byHelm(helm.session(), animal);

        assertThat(texts(ours)).as("files of the archive").isEqualTo(texts(helms));
        if (!name.equals("library")) {
            for (String values : List.of("values-dev.yaml", "values-prod.yaml")) {
                Path file = reference.resolve("deploy/chart").resolve(values);
                assertThat(helm.session().template(ours, "payments", List.of(file), KUBERNETES))
                        .as("manifests with %s", values)
                        .isEqualTo(helm.session().template(helms, "payments", List.of(file), KUBERNETES))
                        .isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void isWhatTheRealHelmPackages(int major) throws Exception {
        Path program = RealHelm.need(major);
        Map<String, Map<String, String>> different = new LinkedHashMap<>();
        try (Helm real = RealHelm.open(program)) {
            for (Map.Entry<String, ChartZoo.Animal> entry : ChartZoo.all().entrySet()) {
                ChartZooTest one = new ChartZooTest();
                one.workDir = Files.createDirectory(
                        workDir.resolve("w" + entry.getKey().hashCode()));
                one.reference = Files.createDirectory(
                        reference.resolve("r" + entry.getKey().hashCode()));
                one.out = Files.createDirectory(out.resolve("o" + entry.getKey().hashCode()));
                entry.getValue().workspace().accept(one.workDir);
                entry.getValue().workspace().accept(one.reference);
                Map<String, String> ours = texts(one.packaged(entry.getKey()));
                Map<String, String> helms = texts(one.byHelm(real, entry.getValue()));
                if (!ours.equals(helms)) {
                    ours.entrySet().removeAll(Map.copyOf(helms).entrySet());
                    different.put(entry.getKey(), ours);
                }
            }
        }
        assertThat(different).isEmpty();
    }

    private Path packaged(String name) throws InterruptedException {
        Map<String, Object> arguments = new TreeMap<>(
                Map.of("chart", "deploy/chart", "version", "1.4.0", "appVersion", "1.4", "kubeVersion", KUBERNETES));
        arguments.put("imageTag", "1.4.0-x");
        HelmPackageResult result = new HelmPackager(
                        helm.sessions(), new Registries(HttpRegistry::open, EcrAccess::open))
                .run(
                        RequestBinder.bind("helmPackage", HelmPackageRequest.class, arguments),
                        EngineContext.in(workDir).build());
        assertThat(result.rendered()).as(name).containsExactly("values-dev.yaml", "values-prod.yaml");
        return workDir.resolve(result.archive());
    }

    /** What a person does: edits the two files, builds the dependencies, packages. */
    private Path byHelm(Helm session, ChartZoo.Animal animal) throws Exception {
        Path chart = reference.resolve("deploy/chart");
        edit(chart.resolve("Chart.yaml"), new LinkedHashMap<>(Map.of("version", "1.4.0", "appVersion", "1.4")));
        edit(chart.resolve("values.yaml"), Map.of("image.tag", "1.4.0-x"));
        for (String before : animal.before()) {
            session.updateDependencies(reference.resolve(before));
        }
        if (!ChartMetadata.read(chart).dependencies().isEmpty() && !Files.exists(chart.resolve("charts"))) {
            session.updateDependencies(chart);
        }
        session.packageChart(chart, out);
        return out.resolve("payments-1.4.0.tgz");
    }

    private static void edit(Path file, Map<String, Object> values) throws IOException {
        String text = Files.exists(file) ? Files.readString(file) : "";
        Files.writeString(file, ChartEdit.set(file.getFileName().toString(), text, values));
    }

    /** The time in a lock file is the time of packaging in Helm's archive, and none in ours. */
    private static Map<String, String> texts(Path archive) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        ArchiveFiles.read(archive).forEach((name, content) -> {
            String text = new String(content, StandardCharsets.ISO_8859_1);
            boolean lock = name.endsWith(".lock");
            texts.put(name, lock ? text.replaceAll("(?m)^generated: .*$", "generated") : text);
        });
        return texts;
    }
}
