package io.jenkins.plugins.delivery.engine.deploy.helm;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.chart.Helm;
import io.jenkins.plugins.delivery.engine.chart.HelmPackageRequest;
import io.jenkins.plugins.delivery.engine.chart.HelmPackager;
import io.jenkins.plugins.delivery.engine.deploy.DeployOperation;
import io.jenkins.plugins.delivery.engine.deploy.GitDeployLedger;
import io.jenkins.plugins.delivery.engine.image.Registries;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrAccess;
import io.jenkins.plugins.delivery.engine.image.oci.HttpRegistry;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitSourceHistory;
import io.jenkins.plugins.delivery.testbed.argo.ManualClock;
import io.jenkins.plugins.delivery.testbed.kube.KubernetesServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cluster, a chart with a Deployment and a hook, and a run whose time passes only while the step waits. */
final class HelmWorld implements AutoCloseable {

    static final String TOKEN = "s3cret-of-the-cluster";

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
                  annotations: {note: {{ .Values.note | quote }}}
                spec:
                  containers:
                  - name: app
                    image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: {{ .Release.Name }}-templates
            data:
              greeting: {{ `"Hello {{ name }}"` }}
            """;

    private static final String HOOK = """
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: {{ .Release.Name }}-migrate
              annotations:
                helm.sh/hook: pre-install,pre-upgrade
                helm.sh/hook-delete-policy: before-hook-creation
            spec:
              backoffLimit: 0
              template:
                spec:
                  restartPolicy: Never
                  containers:
                  - name: migrate
                    image: "migrate:{{ .Values.image.tag }}"
            """;

    final KubernetesServer cluster = KubernetesServer.start(TOKEN);
    final ManualClock clock = new ManualClock(Instant.now());
    final List<String> log = new CopyOnWriteArrayList<>();
    final Map<String, String> attached = new ConcurrentHashMap<>();
    final Map<String, Credential> credentials = new ConcurrentHashMap<>();
    final Path workspace;
    private final Helm.Sessions sessions;
    /** Called at each pause, before the time passes. */
    volatile Runnable atPause = () -> {};

    HelmWorld(Path directory, Helm.Sessions sessions) {
        this.sessions = sessions;
        workspace = directory.resolve("work space");
        file("chart/Chart.yaml", "apiVersion: v2\nname: payments\nversion: 0.3.0\nappVersion: '1'\n");
        file("chart/values.yaml", "image: {repository: registry.example/payments, tag: none}\nnote: none\n");
        file("chart/templates/all.yaml", TEMPLATE);
        file("chart/templates/hook.yaml", HOOK);
        file("deploy/values-stage.yaml", "note: 'of, stage'\n");
        credentials.put("cluster", Credential.ofText("cluster", cluster.kubeconfig()));
    }

    void file(String name, String text) {
        try {
            Path file = workspace.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String image(String version) {
        return "registry.example/payments:" + version;
    }

    DeployOperation<HelmDeployRequest> step() {
        return new DeployOperation<>(
                new HelmDeployer(sessions, new Registries(HttpRegistry::open, EcrAccess::open)),
                new GitDeployLedger(JGitGitOpsRepository::open, JGitSourceHistory::open));
    }

    HelmDeployRequest request(String version, Map<String, Object> more) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("env", "stage");
        arguments.put("service", "payments");
        arguments.put("version", version);
        arguments.put("chart", "chart");
        arguments.put("valuesFiles", List.of("deploy/values-${env}.yaml"));
        arguments.put("credentialsId", "cluster");
        arguments.put("run", "run-" + version);
        arguments.putAll(more);
        arguments.values().removeIf(""::equals);
        return RequestBinder.bind("helmDeploy", HelmDeployRequest.class, arguments);
    }

    Map<String, Object> deploy(String version) throws InterruptedException {
        return deploy(version, Map.of());
    }

    Map<String, Object> deploy(String version, Map<String, Object> more) throws InterruptedException {
        return step().run(request(version, more), context()).toMap();
    }

    EngineContext context() {
        return EngineContext.in(workspace)
                .log(new DeliveryLog() {
                    @Override
                    public void info(String message) {
                        log.add(message);
                    }

                    @Override
                    public void warn(String message) {
                        log.add("WARN " + message);
                    }
                })
                .secrets(id -> Optional.ofNullable(credentials.get(id)))
                .clock(clock, this::pause)
                .attachments(attached::put)
                .build();
    }

    /** On an agent that reaches the cluster by a kubeconfig of its own. */
    EngineContext onAgent() {
        return context().toBuilder()
                .environment(
                        Map.of("KUBECONFIG", workspace.resolve("kubeconfig").toString()))
                .build();
    }

    /** Packages the chart as helmPackage does, and pushes it to a registry. */
    Map<String, Object> publish(String version, String registry) throws InterruptedException {
        HelmPackageRequest request = RequestBinder.bind(
                "helmPackage",
                HelmPackageRequest.class,
                Map.of(
                        "chart",
                        "chart",
                        "version",
                        version,
                        "push",
                        true,
                        "oci",
                        "oci://" + registry + "/charts",
                        "credentialsId",
                        "registry"));
        return new HelmPackager(sessions, new Registries(HttpRegistry::open, EcrAccess::open))
                .run(request, context())
                .toMap();
    }

    private void pause(Duration duration) {
        atPause.run();
        clock.advance(duration);
    }

    /** The image that the Deployment names. */
    String running() {
        return cluster.object("/apis/apps/v1/namespaces/stage/deployments/payments")
                .at("/spec/template/spec/containers/0/image")
                .asText();
    }

    /** Number and status of each revision, as {@code 1 superseded}. */
    List<String> history() {
        return cluster.objects("/api/v1/namespaces/stage/secrets", "owner=helm,name=payments").stream()
                .sorted(java.util.Comparator.comparingInt(
                        secret -> secret.at("/metadata/labels/version").asInt()))
                .map(secret -> secret.at("/metadata/labels/version").asText() + " "
                        + secret.at("/metadata/labels/status").asText())
                .toList();
    }

    /** Makes the newest revision look like one whose Helm was killed. */
    void leave(String number, ReleaseStatus status) {
        String path = "/api/v1/namespaces/stage/secrets/sh.helm.release.v1.payments.v" + number;
        cluster.replace(path, Revision.of(cluster.object(path)).withStatus(status, "Preparing"));
    }

    @Override
    public void close() {
        cluster.close();
    }
}
