package io.jenkins.plugins.delivery.runner.sandbox;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.testbed.argo.ArgoApplication;
import io.jenkins.plugins.delivery.testbed.argo.DeployedState;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import io.jenkins.plugins.delivery.testbed.service.SampleService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The environments of the sandbox: an Argo CD application and a running service for each. */
public final class SandboxCluster implements AutoCloseable {

    private final SandboxServers servers;
    private final Map<String, SampleService> byEnvironment = new LinkedHashMap<>();
    private final Map<String, String> applications = new LinkedHashMap<>();

    /**
     * Defines an application and starts a service for every environment.
     *
     * @param service name of the service
     * @param files the plan's files, one for each environment: environment, app, file, set
     */
    SandboxCluster(SandboxServers servers, String service, List<Map<String, Object>> files) {
        this.servers = servers;
        Map<String, SampleService> byApplication = new LinkedHashMap<>();
        Map<String, String> keys = new LinkedHashMap<>();
        for (Map<String, Object> file : files) {
            String environment = String.valueOf(file.get("environment"));
            String application = String.valueOf(file.get("app"));
            SampleService deployed = SampleService.start(service, environment);
            byEnvironment.put(environment, deployed);
            applications.put(environment, application);
            byApplication.put(application, deployed);
            keys.put(application, versionKey((Map<?, ?>) file.get("set")));
        }
        servers.argo().onDeployed(state -> deploy(byApplication.get(state.application()), state, keys));
        for (Map<String, Object> file : files) {
            servers.argo()
                    .define(ArgoApplication.of(
                            String.valueOf(file.get("app")),
                            servers.addresses().gitops(),
                            "main",
                            directory(String.valueOf(file.get("file")))));
        }
    }

    private static void deploy(SampleService service, DeployedState state, Map<String, String> keys) {
        if (service != null) {
            state.value(keys.get(state.application())).ifPresent(service::deploy);
        }
    }

    /** The value that says which version runs: the image's tag, or else whatever is set first. */
    private static String versionKey(Map<?, ?> set) {
        return set.keySet().stream()
                .map(String::valueOf)
                .filter(key -> key.endsWith("tag"))
                .findFirst()
                .orElseGet(() -> String.valueOf(set.keySet().iterator().next()));
    }

    private static String directory(String file) {
        int slash = file.lastIndexOf('/');
        return slash < 0 ? "." : file.substring(0, slash);
    }

    /** What is deployed in an environment. */
    SampleService service(String environment) {
        return byEnvironment.get(environment);
    }

    /** Environment name to the address of its service. */
    Map<String, String> urls() {
        Map<String, String> urls = new LinkedHashMap<>();
        byEnvironment.forEach((name, service) -> urls.put(name, service.url().toString()));
        return urls;
    }

    /** Environment name to the version that answers there; empty where nothing is deployed. */
    public Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        byEnvironment.forEach((name, service) -> versions.put(name, service.version()));
        return versions;
    }

    /** Lets every version but the one that runs fail to start in this environment, until it is healed. */
    public void refuseNewVersions(String environment) {
        servers.argo()
                .degradeAllBut(
                        application(environment),
                        service(environment).version(),
                        PodReason.CRASH_LOOP_BACK_OFF,
                        "the sandbox lets no new version start in " + environment);
    }

    /** Keeps the next rollout of this environment going, until it is healed. */
    public void holdRollout(String environment) {
        servers.argo().stickRollout(application(environment));
    }

    /** Ends what was done to this environment; a rollout that was held ends well. */
    public void heal(String environment) {
        servers.argo().heal(application(environment));
    }

    private String application(String environment) {
        return Optional.ofNullable(applications.get(environment))
                .orElseThrow(() -> new InvalidInputException(
                        "The environment",
                        List.of("there is no '" + environment + "' here, but " + applications.keySet() + ".")));
    }

    @Override
    public void close() {
        byEnvironment.values().forEach(SampleService::close);
    }
}
