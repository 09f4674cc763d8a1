package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.testbed.kube.KubernetesServer;
import io.jenkins.plugins.delivery.testbed.kube.Rollout;
import java.util.Comparator;
import java.util.List;

/** helmDeploy with the embedded Helm, while the pods of the new version do not become ready. */
final class WaitingHelm implements WaitingStep {

    private static final String TOKEN = "s3cret-of-the-cluster";
    private static final String IMAGE = "registry.example/payments:";
    private static final String TEMPLATE = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: {{ .Release.Name }}
            spec:
              replicas: 2
              selector:
                matchLabels: {app: payments}
              template:
                metadata:
                  labels: {app: payments}
                spec:
                  containers:
                  - name: app
                    image: "registry.example/payments:{{ .Values.image.tag }}"
            """;

    private final KubernetesServer cluster = KubernetesServer.start(TOKEN);

    @Override
    public String name() {
        return "helmDeploy";
    }

    @Override
    public List<String> history() {
        return List.of(deployment("1.3.0"));
    }

    @Override
    public void credentials(Pipelines pipelines) throws Exception {
        pipelines.token("cluster", cluster.kubeconfig());
    }

    @Override
    public void hold() {
        cluster.when(IMAGE + "1.4.0", Rollout.STARTING);
    }

    @Override
    public String script() {
        return deployment("1.4.0");
    }

    private static String deployment(String version) {
        return """
            node {
                writeFile file: 'chart/Chart.yaml', text: 'apiVersion: v2\\nname: payments\\nversion: 0.3.0\\n'
                writeFile file: 'chart/values.yaml', text: 'image: {tag: none}\\n'
                writeFile file: 'chart/templates/all.yaml', text: '''%s'''
                def d = helmDeploy env: 'stage', service: 'payments', version: '%s', chart: 'chart', helm: 'embedded',
                    credentialsId: 'cluster', stableFor: '1s', timeout: '20m', failAfter: '20m'
                echo "state: ${d.state}, revision ${d.revision}"
            }
            """.formatted(TEMPLATE, version);
    }

    @Override
    public String sign() {
        return "0 of 2 pods are ready";
    }

    @Override
    public void release() {
        cluster.when(IMAGE + "1.4.0", Rollout.READY);
    }

    @Override
    public String end() {
        return "deployed, revision 2";
    }

    @Override
    public void assertDone() {
        assertThat(running()).isEqualTo(IMAGE + "1.4.0");
        assertThat(history(cluster)).containsExactly("1 superseded", "2 deployed");
    }

    @Override
    public void assertAborted(String log) {
        assertThat(log).contains("WARNING: stage is back at 1.3.0 (revision 3).");
        assertThat(running()).isEqualTo(IMAGE + "1.3.0");
        assertThat(history(cluster)).containsExactly("1 superseded", "2 failed", "3 deployed");
    }

    private String running() {
        return cluster.object("/apis/apps/v1/namespaces/stage/deployments/payments")
                .at("/spec/template/spec/containers/0/image")
                .asText();
    }

    private static List<String> history(KubernetesServer cluster) {
        return cluster.objects("/api/v1/namespaces/stage/secrets", "owner=helm,name=payments").stream()
                .map(secret -> secret.at("/metadata/labels"))
                .sorted(Comparator.comparingInt(labels -> labels.path("version").asInt()))
                .map(labels -> labels.path("version").asText() + " "
                        + labels.path("status").asText())
                .toList();
    }

    @Override
    public List<String> secrets() {
        return List.of(TOKEN);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
