package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layouts of GitOps repositories that teams have (D1, D4, D7, A10): one edit, in the one file that the template names. */
class PromotionLayoutTest {

    private static final String VALUES = """
            # Values of the api. Changed by the pipeline, read by Argo CD.
            replicas: 2   # two are enough

            image:
              repository: "shop/api"
              tag: '1.0.0'   # the running version
            """;

    private static final String APPLICATION = """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata:
              name: api
            spec:
              project: default
              source:
                repoURL: registry.example.com/charts
                chart: api
                targetRevision: 1.0.0   # chart version
            """;

    @TempDir
    Path root;

    /** Promotes in a repository with these files and gives the file names and texts afterwards. */
    private Map<String, String> promote(Map<String, String> files, Map<String, Object> arguments) throws Exception {
        try (GitServer server = GitServer.start(Files.createDirectories(root.resolve("server")), GitAccess.open())) {
            String url = server.create("ops");
            try (RepositoryBuilder repository = RepositoryBuilder.init(Files.createDirectories(root.resolve("seed")))) {
                repository.commit("chore: first state", files).push(url, GitAccess.open());
            }
            Map<String, Object> all = new HashMap<>(arguments);
            all.putAll(Map.of("service", "api", "version", "1.1.0", "gitops", url));
            Path workspace = Files.createDirectories(root.resolve("workspace"));
            OperationCatalog.named("argoPromote")
                    .run(all, EngineContext.in(workspace).build());
            assertThat(server.pushes("ops")).isEqualTo(2);
            return contents(url);
        }
    }

    private Map<String, String> contents(String url) throws Exception {
        Path clone = root.resolve("clone");
        try (Git git = Git.cloneRepository()
                        .setURI(url)
                        .setDirectory(clone.toFile())
                        .call();
                var paths = Files.walk(clone)) {
            Map<String, String> texts = new LinkedHashMap<>();
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = clone.relativize(path).toString();
                if (!name.startsWith(".git/")) {
                    texts.put(name, Files.readString(path));
                }
            }
            return texts;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aMonorepoWithSourcesAndNumberedFolders() throws Exception {
        Map<String, String> files = Map.of(
                "dev/api/src/main.go",
                "package main\n",
                "dev/api/chart/Chart.yaml",
                "name: api\nversion: 0.0.0\n",
                "ops/environments/dev/05_applications/api.yaml",
                VALUES,
                "ops/environments/stage/05_applications/api.yaml",
                VALUES);
        Map<String, String> after = promote(
                files, Map.of("env", "stage", "file", "ops/environments/${env}/05_applications/${service}.yaml"));
        Map<String, String> expected = new HashMap<>(files);
        expected.put("ops/environments/stage/05_applications/api.yaml", VALUES.replace("'1.0.0'", "'1.1.0'"));
        assertThat(after).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Test
    void anAppOfAppsWhoseEntryNamesTheChartVersion() throws Exception {
        Map<String, String> files = Map.of("apps/stage/api.yaml", APPLICATION, "apps/prod/api.yaml", APPLICATION);
        Map<String, String> after = promote(
                files,
                Map.of(
                        "env", "stage",
                        "chartVersion", "1.1.0",
                        "file", "apps/${env}/${service}.yaml",
                        "set", Map.of("spec.source.targetRevision", "${chartVersion}")));
        assertThat(after)
                .containsEntry("apps/stage/api.yaml", APPLICATION.replace("1.0.0 ", "1.1.0 "))
                .containsEntry("apps/prod/api.yaml", APPLICATION);
    }

    @Test
    void oneFileForAllEnvironments() throws Exception {
        String shared = "dev: {api: {tag: 1.0.0}}\nstage: {api: {tag: 1.0.0}} # the same line shape\n";
        Map<String, String> after = promote(
                Map.of("images.yaml", shared),
                Map.of("env", "stage", "file", "images.yaml", "set", Map.of("stage.api.tag", "${ociTag}")));
        assertThat(after.get("images.yaml").lines())
                .containsExactlyElementsOf(
                        List.of("dev: {api: {tag: 1.0.0}}", "stage: {api: {tag: 1.1.0}} # the same line shape"));
    }

    @Test
    void valuesInJson() throws Exception {
        Map<String, String> after = promote(
                Map.of("environments/dev/api.json", "{\n  \"image\": {\"tag\": \"1.0.0\", \"pull\": true}\n}\n"),
                Map.of("env", "dev", "file", "environments/${env}/${service}.json"));
        assertThat(after)
                .containsEntry(
                        "environments/dev/api.json", "{\n  \"image\": {\"tag\": \"1.1.0\", \"pull\": true}\n}\n");
    }
}
