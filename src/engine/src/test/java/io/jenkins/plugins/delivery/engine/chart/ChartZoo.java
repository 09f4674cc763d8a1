package io.jenkins.plugins.delivery.engine.chart;

import static io.jenkins.plugins.delivery.engine.chart.ChartFixture.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Charts of every shape that Helm knows, each in {@code deploy/chart} of a workspace. What is beside it belongs to it too.
 */
final class ChartZoo {

    /**
     * One chart.
     *
     * @param workspace writes it
     * @param before charts of the workspace whose dependencies a person builds first
     */
    record Animal(Consumer<Path> workspace, List<String> before) {}

    private static final String MAP = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: {{ .Release.Name }}-{{ .Chart.Name }}
            data:
              values: {{ .Values | toJson | quote }}
            """;

    private static final String BROUGHT_ALONG = "dependencies: [{name: ledger, version: 1.0.0, repository: ''}]\n";

    private final Map<String, Animal> animals = new LinkedHashMap<>();

    private ChartZoo() {}

    static Map<String, Animal> all() {
        ChartZoo zoo = new ChartZoo();
        zoo.plain();
        zoo.dependencies();
        zoo.files();
        return zoo.animals;
    }

    private void add(String name, Consumer<Path> chart) {
        animals.put(
                name,
                new Animal(
                        workspace -> chart.accept(ChartFixture.write(workspace.resolve("deploy/chart"))), List.of()));
    }

    private void plain() {
        add("plain", chart -> {});
        add("readme, license, lock of nothing", chart -> {
            file(chart, "README.md", "# Payments\n");
            file(chart, "LICENSE", "Own\n");
            file(chart, "docs/deep/er/notes.txt", "");
        });
        add("custom resources, notes, hooks and tests", chart -> {
            file(chart, "crds/widgets.yaml", """
                    apiVersion: apiextensions.k8s.io/v1
                    kind: CustomResourceDefinition
                    metadata:
                      name: widgets.example.org
                    """);
            file(chart, "templates/NOTES.txt", "Try {{ .Release.Name }}\n");
            file(chart, "templates/_names.tpl", "{{ define \"name\" }}{{ .Release.Name }}{{ end }}\n");
            file(chart, "templates/hook.yaml", """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata:
                      name: {{ include "name" . }}-hook
                      annotations: {"helm.sh/hook": pre-install}
                    """);
            file(chart, "templates/tests/it.yaml", """
                    apiVersion: v1
                    kind: Pod
                    metadata:
                      name: it
                      annotations: {"helm.sh/hook": test}
                    spec: {containers: [{name: it, image: x}]}
                    """);
        });
        add("schema", chart -> {
            file(chart, "values.schema.json", """
                    {"type": "object", "required": ["replicas"],
                     "properties": {"replicas": {"type": "integer"}, "host": {"type": "string"}}}
                    """);
            subchart(chart.resolve("charts/ledger"), "ledger", "");
            file(chart, "Chart.yaml", ChartFixture.CHART + BROUGHT_ALONG);
            file(chart, "charts/ledger/values.schema.json", "{\"properties\": {\"port\": {\"type\": \"integer\"}}}\n");
        });
        add(
                "deprecated, for some Kubernetes, with annotations and everything in Chart.yaml",
                chart -> file(chart, "Chart.yaml", ChartFixture.CHART + """
                        deprecated: true
                        kubeVersion: ">= 1.25.0-0"
                        home: https://example.org
                        keywords: [a, "b: c"]
                        maintainers: [{name: Ann, email: ann@example.org}]
                        sources: [https://example.org/src]
                        annotations: {category: "x", multi: "a\\nb"}
                        """));
        add("byte order marks and the line ends of Windows", chart -> {
            file(chart, "values.yaml", "\uFEFF" + ChartFixture.VALUES.replace("\n", "\r\n"));
            file(chart, "Chart.yaml", ChartFixture.CHART.replace("\n", "\r\n"));
            file(chart, "files/bom.txt", "\uFEFFtext");
        });
        add(
                "values in braces",
                chart -> file(
                        chart, "values.yaml", "{image: {repository: example.org/a, tag: x}, replicas: 1, host: ''}\n"));
        add("no values at all", chart -> {
            delete(chart.resolve("values.yaml"));
            file(chart, "templates/deployment.yaml", MAP);
        });
    }

    private void dependencies() {
        add("umbrella with conditions, tags, aliases and imported values", chart -> {
            Path deploy = chart.getParent();
            subchart(deploy.resolve("ledger"), "ledger", "exports: {shared: {color: red}}\n");
            subchart(deploy.resolve("mail"), "mail", "");
            file(deploy, "mail/files/big.txt", "line\n".repeat(20_000));
            file(chart, "Chart.yaml", ChartFixture.CHART + """
                    dependencies:
                      - {name: ledger, version: 1.x, repository: "file://../ledger", condition: ledger.enabled, import-values: [shared]}
                      - {name: mail, version: ">=1.0.0", repository: "file://../mail", tags: [post], alias: post-office}
                    """);
            file(chart, "values-prod.yaml", "host: example.org\ntags: {post: false}\nledger: {enabled: false}\n");
            file(chart, "templates/map.yaml", MAP);
        });
        add("user of a library", chart -> {
            file(chart.getParent(), "common/Chart.yaml", """
                    apiVersion: v2
                    name: common
                    version: 1.0.0
                    type: library
                    """);
            file(chart.getParent(), "common/templates/_names.tpl", "{{ define \"common.name\" }}c{{ end }}\n");
            file(chart, "Chart.yaml", ChartFixture.CHART + """
                    dependencies: [{name: common, version: 1.0.0, repository: "file://../common"}]
                    """);
            file(chart, "templates/map.yaml", MAP.replace("{{ .Chart.Name }}", "{{ include \"common.name\" . }}"));
        });
        add("library", chart -> {
            file(chart, "Chart.yaml", ChartFixture.CHART + "type: library\n");
            delete(chart.resolve("templates/deployment.yaml"));
            file(chart, "templates/_names.tpl", "{{ define \"payments.name\" }}p{{ end }}\n");
        });
        animals.put(
                "charts in charts beside the chart",
                new Animal(
                        workspace -> {
                            Path chart = ChartFixture.write(workspace.resolve("deploy/chart"));
                            subchart(workspace.resolve("libs/base"), "base", "");
                            subchart(workspace.resolve("libs/middle"), "middle", "");
                            file(workspace.resolve("libs/middle"), "Chart.yaml", """
                                    apiVersion: v2
                                    name: middle
                                    version: 1.0.0
                                    dependencies: [{name: base, version: 1.0.0, repository: "file://../base"}]
                                    """);
                            file(chart, "Chart.yaml", ChartFixture.CHART + """
                                    dependencies: [{name: middle, version: 1.0.0, repository: "file://../../libs/middle"}]
                                    """);
                        },
                        List.of("libs/middle")));
        add("charts brought along as directory, hidden and underscored", chart -> {
            subchart(chart.resolve("charts/ledger"), "ledger", "");
            subchart(chart.resolve("charts/ledger/charts/inner"), "inner", "");
            file(chart, "Chart.yaml", ChartFixture.CHART + BROUGHT_ALONG);
            subchart(chart.resolve("charts/_off"), "off", "");
            subchart(chart.resolve("charts/.off"), "off", "");
            file(chart, "charts/_README.md", "no chart\n");
            file(chart, "charts/ledger/.helmignore", "values.yaml\n");
        });
        add("the first API with requirements", chart -> {
            subchart(chart.getParent().resolve("ledger"), "ledger", "");
            file(chart, "Chart.yaml", ChartFixture.CHART.replace("apiVersion: v2", "apiVersion: v1"));
            file(chart, "requirements.yaml", """
                    dependencies:
                      - name: ledger
                        version: 1.0.0
                        repository: file://../ledger
                    """);
        });
    }

    private void files() {
        add("binary, large, empty and executable files", chart -> {
            byte[] noise = new byte[300_000];
            new Random(7).nextBytes(noise);
            try {
                Files.createDirectories(chart.resolve("files"));
                Files.write(chart.resolve("files/noise.bin"), noise);
                Files.write(chart.resolve("files/limit.bin"), new byte[(int) ChartLimits.LARGEST_FILE]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            file(chart, "files/empty", "");
            file(chart, "files/run.sh", "#!/bin/sh\n").toFile().setExecutable(true);
        });
        add("names in every script, with spaces, and very long", chart -> {
            file(chart, "files/überschrift ärger.txt", "ü\n");
            file(chart, "files/日本語/文書.txt", "日\n");
            file(chart, "files/" + "long-".repeat(30) + "/" + "name-".repeat(40) + ".txt", "long\n");
            file(chart, "files/with space, comma & 'quote'.txt", "\n");
        });
        add("everything that .helmignore can say", chart -> {
            file(chart, ".helmignore", """
                    # comment
                      *.bak\s\s
                    /root.txt
                    docs/
                    files/*.tmp
                    files/sub/
                    tests?.txt
                    [a-c]x.txt
                    [^n-z]y.txt
                    \\!literal.txt
                    node_modules
                    values-*.yaml
                    """);
            for (String name : List.of(
                    "a.bak",
                    "deep/a.bak",
                    "root.txt",
                    "deep/root.txt",
                    "docs/x.md",
                    "deep/docs/x.md",
                    "files/a.tmp",
                    "files/deep/a.tmp",
                    "files/sub/x",
                    "files/sub2/x",
                    "tests1.txt",
                    "tests12.txt",
                    "ax.txt",
                    "dx.txt",
                    "ny.txt",
                    "my.txt",
                    "!literal.txt",
                    "node_modules/m/index.js",
                    "deep/node_modules",
                    "docs2/docs",
                    "templates/.hidden.yaml",
                    "templates/deep/_hidden.yaml",
                    ".hidden")) {
                file(chart, name, name);
            }
        });
        add("a .helmignore that keeps only what it names", chart -> {
            file(chart, ".helmignore", "!*[aeiou]*\n");
            file(chart, "xyz/file", "");
            file(chart, "sky", "");
        });
        add("links inside the chart", chart -> {
            file(chart, "files/shared/one.txt", "one\n");
            try {
                Files.createSymbolicLink(chart.resolve("files/two.txt"), Path.of("shared/one.txt"));
                Files.createSymbolicLink(chart.resolve("files/again"), Path.of("shared"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    static void subchart(Path directory, String name, String moreValues) {
        file(directory, "Chart.yaml", "apiVersion: v2\nname: " + name + "\nversion: 1.0.0\n");
        file(directory, "values.yaml", "port: 80\n" + moreValues);
        file(directory, "templates/map.yaml", MAP);
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
