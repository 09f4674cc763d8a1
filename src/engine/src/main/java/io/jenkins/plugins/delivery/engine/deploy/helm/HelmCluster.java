package io.jenkins.plugins.delivery.engine.deploy.helm;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.chart.HelmReleases;
import io.jenkins.plugins.delivery.engine.deploy.kube.KubeApi;
import io.jenkins.plugins.delivery.engine.deploy.kube.KubeConfig;
import io.jenkins.plugins.delivery.engine.deploy.kube.KubeTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The cluster of a request, and as whom it is asked: looked up at each use, and kept by nobody. */
final class HelmCluster {

    private static final String KUBECONFIG = "KUBECONFIG";

    /** What every pod has (kubernetes.io, "Accessing the Kubernetes API from a Pod"). */
    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private final HelmDeployRequest request;
    private final KubeTarget target;

    private HelmCluster(HelmDeployRequest request, KubeTarget target) {
        this.request = request;
        this.target = target;
    }

    static HelmCluster of(HelmDeployRequest request, EngineContext context) {
        KubeTarget target = target(request, context);
        KubeTarget.User user = target.user();
        // The kubeconfig as a whole is known to the redactor; what a message could show is a part of it.
        if (user.token() != null) {
            context.redactor().learn(Credential.token("kubeconfig", user.token()));
        }
        if (user.password() != null) {
            context.redactor().learn(Credential.usernamePassword("kubeconfig", user.name(), user.password()));
        }
        if (user.certificate() != null) {
            context.redactor()
                    .learn(Credential.privateKey(
                            "kubeconfig", null, user.certificate().key(), null));
        }
        return new HelmCluster(request, target);
    }

    private static KubeTarget target(HelmDeployRequest request, EngineContext context) {
        if (request.credentialsId() != null) {
            String name = "The kubeconfig of the credentials '" + request.credentialsId() + "'";
            return KubeConfig.parse(
                    name, context.credential(request.credentialsId()).secret(), request.context());
        }
        String file = context.environment().get(KUBECONFIG);
        if (file != null && !file.isBlank()) {
            return KubeConfig.parse("The kubeconfig " + file, read(Path.of(file)), request.context());
        }
        return pod(context);
    }

    private static KubeTarget pod(EngineContext context) {
        String host = variable("KUBERNETES_SERVICE_HOST", context);
        Path token = SERVICE_ACCOUNT.resolve("token");
        if (host == null || !Files.isReadable(token)) {
            throw new TerminalException(
                    "There is no cluster for helmDeploy: neither a credentialsId is given, nor has the run a KUBECONFIG, nor is"
                            + " this agent a pod with a service account.",
                    "Give the credentialsId of a kubeconfig.");
        }
        String port = variable("KUBERNETES_SERVICE_PORT", context);
        String address =
                "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + (port == null ? "443" : port);
        return new KubeTarget(
                address,
                read(SERVICE_ACCOUNT.resolve("ca.crt")),
                new KubeTarget.User(null, token, null, null, null),
                null);
    }

    private static String variable(String name, EngineContext context) {
        return context.environment().getOrDefault(name, System.getenv(name));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new TerminalException(
                    "The file " + file + " cannot be read (" + e.getMessage() + ").", "Check the agent's set-up.", e);
        }
    }

    KubeApi api() {
        return new KubeApi(target);
    }

    ReleaseHistory history() {
        return new ReleaseHistory(api(), request.namespaceName(), request.releaseName());
    }

    /** What Helm is told of it. */
    HelmReleases.Target release() {
        return new HelmReleases.Target(request.releaseName(), request.namespaceName(), target.kubeconfig());
    }
}
