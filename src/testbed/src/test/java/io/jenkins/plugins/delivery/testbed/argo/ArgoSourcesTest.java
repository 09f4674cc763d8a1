package io.jenkins.plugins.delivery.testbed.argo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apps of apps, charts from a registry, several sources, plain manifests and Helm charts in Git. */
class ArgoSourcesTest {

    @TempDir
    Path temp;

    private ArgoFixture fixture;

    @BeforeEach
    void start() {
        fixture = new ArgoFixture(temp);
    }

    @AfterEach
    void noBugs() {
        assertThat(fixture.argo.failures()).isEmpty();
        fixture.close();
    }

    @Test
    void anAppOfAppsIsHealthyBeforeItsChildIs() throws Exception {
        commit("children/payments.yaml", child("payments", "1.0.0"));
        fixture.argo.define(ArgoApplication.of("root", fixture.url, "main", "children"));
        assertThat(fixture.state("root")).isEqualTo("Synced Healthy Succeeded");
        assertThat(fixture.state("payments")).isEqualTo("Synced Healthy Succeeded");
        assertThat(fixture.get("/api/v1/applications/root")
                        .at("/status/summary/isAppOfApps")
                        .asBoolean())
                .isTrue();

        commit("children/payments.yaml", child("payments", "1.1.0"));
        fixture.get("/api/v1/applications/root?refresh=normal");
        fixture.clock.advance(Duration.ofSeconds(10));
        assertThat(fixture.state("root")).isEqualTo("Synced Healthy Succeeded");
        assertThat(fixture.state("payments")).startsWith("OutOfSync Healthy Running");
        JsonNode child = fixture.payments("");
        assertThat(child.at("/spec/source/targetRevision").asText()).isEqualTo("1.1.0");
        assertThat(child.at("/status/sync/revision").asText()).isEqualTo("1.1.0");
        assertThat(child.at("/spec/source/chart").asText()).isEqualTo("payments");

        fixture.clock.advance(Duration.ofSeconds(40));
        assertThat(fixture.state("payments")).isEqualTo("Synced Healthy Succeeded");
        assertThat(fixture.payments("").at("/status/summary/images/0").asText()).isEqualTo("example/payments:1.1.0");
    }

    @Test
    void anAppOfAppsCreatesAndRemovesChildren() throws Exception {
        commit("children/payments.yaml", child("payments", "1.0.0"));
        fixture.argo.define(ArgoApplication.of("root", fixture.url, "main", "children"));
        fixture.gitops
                .delete("children/payments.yaml")
                .commit("replace", Map.of("children/orders.yaml", child("orders", "5.0.0")))
                .push(fixture.url, ArgoFixture.CI);
        fixture.get("/api/v1/applications/root?refresh=normal");
        fixture.clock.advance(Duration.ofSeconds(10));

        assertThat(fixture.state("orders")).isEqualTo("OutOfSync Missing Running");
        assertThat(fixture.call("GET", "/api/v1/applications/payments?project=default", null)
                        .statusCode())
                .isEqualTo(404);
        JsonNode tree = fixture.get("/api/v1/applications/root/resource-tree");
        assertThat(tree.path("nodes")).singleElement().satisfies(node -> {
            assertThat(node.path("kind").asText()).isEqualTo("Application");
            assertThat(node.path("name").asText()).isEqualTo("orders");
            assertThat(node.path("health").isMissingNode()).isTrue();
        });
        fixture.clock.advance(Duration.ofSeconds(40));
        assertThat(fixture.state("orders")).isEqualTo("Synced Healthy Succeeded");
    }

    @Test
    void degradesByTheChartVersionOfAChild() throws Exception {
        commit("children/payments.yaml", child("payments", "1.0.0"));
        fixture.argo.define(ArgoApplication.of("root", fixture.url, "main", "children"));
        fixture.argo.degradeWhenDeployed("payments", "1.1.0", PodReason.CRASH_LOOP_BACK_OFF, "exit code 1");
        commit("children/payments.yaml", child("payments", "1.1.0"));
        fixture.get("/api/v1/applications/root?refresh=normal");
        fixture.clock.advance(Duration.ofSeconds(10));
        fixture.argo.tick();
        fixture.clock.advance(Duration.ofSeconds(40));
        assertThat(fixture.state("payments")).isEqualTo("Synced Degraded Succeeded");
    }

    @Test
    void severalSourcesReportSeveralRevisions() throws Exception {
        List<DeployedState> deployed = new ArrayList<>();
        fixture.argo.onDeployed(deployed::add);
        fixture.argo.define(ArgoApplication.of(
                "payments",
                ArgoSource.chart("registry.example.com/charts", "payments", "2.0.0")
                        .withHelm(HelmValues.files("$gitops/apps/payments/values.yaml")),
                ArgoSource.reference(fixture.url, "main", "gitops")));

        JsonNode status = fixture.payments("").path("status");
        assertThat(status.at("/sync/revisions/0").asText()).isEqualTo("2.0.0");
        assertThat(status.at("/sync/revisions/1").asText()).isEqualTo(fixture.gitops.head());
        assertThat(status.at("/sync/revision").isMissingNode()).isTrue();
        assertThat(deployed).singleElement().satisfies(state -> {
            assertThat(state.value("image.tag")).contains("1.0.0");
            assertThat(state.revisions()).containsExactly("2.0.0", fixture.gitops.head());
        });

        fixture.promote("payments", "1.1.0");
        fixture.payments("?refresh=normal");
        fixture.clock.advance(Duration.ofSeconds(40));
        assertThat(fixture.payments("").at("/status/summary/images/0").asText()).endsWith(":1.1.0");
    }

    @Test
    void readsAHelmChartInGitWithItsValuesInLayers() throws Exception {
        fixture.gitops
                .commit(
                        "chart",
                        Map.of(
                                "chart/Chart.yaml", "apiVersion: v2\nname: payments\nversion: 0.1.0\n",
                                "chart/values.yaml", "image: {repository: example/payments, tag: none}\nreplicas: 1\n",
                                "chart/values-prod.yaml", "image: {tag: 9.9.9}\n",
                                "chart/values-dev.yaml", "image: {tag: 1.2.3, digest: 'sha256:abc'}\nreplicas: null\n",
                                "chart/templates/deployment.yaml", "kind: {{ .Values.kind }}\n"))
                .push(fixture.url, ArgoFixture.CI);
        List<DeployedState> deployed = new ArrayList<>();
        fixture.argo.onDeployed(deployed::add);

        fixture.argo.define(ArgoApplication.of(
                "payments",
                ArgoSource.directory(fixture.url, "main", "chart")
                        .withHelm(new HelmValues(
                                List.of("values-dev.yaml"),
                                Map.of("log", "debug"),
                                Map.of("ingress.host", "pay.example.com")))));

        assertThat(deployed).singleElement().satisfies(state -> {
            assertThat(state.images()).containsExactly("example/payments:1.2.3@sha256:abc");
            assertThat(state.value("replicas")).isEmpty();
            assertThat(state.value("log")).contains("debug");
            assertThat(state.value("ingress.host")).contains("pay.example.com");
        });
    }

    @Test
    void aMissingValuesFileIsAComparisonError() throws Exception {
        fixture.argo.define(ArgoApplication.of(
                "payments",
                ArgoSource.directory(fixture.url, "main", "apps/payments").withHelm(HelmValues.files("missing.yaml"))));
        assertThat(fixture.payments("").at("/status/conditions/0/message").asText())
                .contains("open missing.yaml: no such file or directory");
    }

    @Test
    void readsPlainManifestsAndFollowsTags() throws Exception {
        commit("plain/all.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: pay-api}
                spec: {template: {spec: {containers: [{name: api, image: "example/api:3.2.1"}]}}}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: pay-config}
                """);
        fixture.gitops.annotatedTag("v3.2.1", "release").push(fixture.url, ArgoFixture.CI);
        fixture.argo.define(ArgoApplication.of("payments", fixture.url, "v3.2.1", "plain"));

        JsonNode app = fixture.payments("");
        assertThat(app.at("/status/sync/revision").asText()).isEqualTo(fixture.gitops.head());
        assertThat(app.at("/status/summary/images/0").asText()).isEqualTo("example/api:3.2.1");
        JsonNode nodes =
                fixture.get("/api/v1/applications/payments/resource-tree").path("nodes");
        assertThat(nodes)
                .extracting(node -> node.path("kind").asText())
                .containsExactly("Deployment", "ReplicaSet", "Pod", "ConfigMap");
        assertThat(nodes.get(2).at("/parentRefs/0/kind").asText()).isEqualTo("ReplicaSet");
    }

    private void commit(String path, String content) {
        fixture.gitops.commit("write " + path, Map.of(path, content)).push(fixture.url, ArgoFixture.CI);
    }

    private static String child(String name, String version) {
        return """
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata:
                  name: %1$s
                  namespace: argocd
                spec:
                  project: default
                  destination: {server: https://kubernetes.default.svc, namespace: %1$s}
                  source:
                    repoURL: registry.example.com/charts
                    chart: %1$s
                    targetRevision: %2$s
                    helm:
                      parameters:
                        - {name: image.repository, value: example/%1$s}
                        - {name: image.tag, value: "%2$s"}
                  syncPolicy: {automated: {prune: true}}
                """.formatted(name, version);
    }
}
