package io.jenkins.plugins.delivery.agent;

import hudson.PluginWrapper;
import hudson.model.Run;
import hudson.slaves.Cloud;
import io.jenkins.plugins.delivery.engine.AgentKind;
import io.jenkins.plugins.delivery.engine.HostChecks;
import io.jenkins.plugins.delivery.library.DefinedLibraries;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;

/** What a controller can tell before the first agent is taken. Looks at names only, so that no class of an absent plugin is needed. */
public final class JenkinsChecks implements HostChecks {

    private static final String KUBERNETES_PLUGIN = "kubernetes";
    private static final String DOCKER_PLUGIN = "docker-workflow";
    /** Class of the Kubernetes plugin's clouds. */
    private static final String KUBERNETES_CLOUD = "org.csanchez.jenkins.plugins.kubernetes.KubernetesCloud";

    private final Run<?, ?> run;

    public JenkinsChecks(Run<?, ?> run) {
        this.run = run;
    }

    @Override
    public List<String> missing(AgentKind kind, Map<String, Object> settings) {
        return switch (kind) {
            case LABEL -> List.of();
            case DOCKER ->
                isActive(DOCKER_PLUGIN)
                        ? List.of()
                        : List.of(absent(
                                DOCKER_PLUGIN, "Docker Pipeline", "an agent whose label says that it has the tools"));
            case KUBERNETES ->
                isActive(KUBERNETES_PLUGIN)
                        ? cloud(settings.get("cloud"))
                        : List.of(absent(KUBERNETES_PLUGIN, "Kubernetes", "a label of agents that are there already"));
        };
    }

    @Override
    public List<String> libraryProblems() {
        return DefinedLibraries.problems(run);
    }

    private static String absent(String id, String name, String instead) {
        return "the plugin " + name + " (" + id
                + ") is not installed or not enabled in this Jenkins. Install it under Manage Jenkins, Plugins,"
                + " or set agent to " + instead + ".";
    }

    /** Whether a Kubernetes cloud can be chosen: the named one, else the first. */
    private static List<String> cloud(Object name) {
        if (name == null) {
            return Jenkins.get().clouds.stream().anyMatch(JenkinsChecks::isKubernetes)
                    ? List.of()
                    : List.of(
                            "no Kubernetes cloud is configured in this Jenkins. Add one under Manage Jenkins, Clouds, or set agent to a label"
                                    + " of agents that are there already.");
        }
        Cloud cloud = Jenkins.get().getCloud(name.toString());
        if (cloud != null && isKubernetes(cloud)) {
            return List.of();
        }
        return List.of("there is no Kubernetes cloud '" + name
                + "' in this Jenkins. Correct agent.kubernetes.cloud, or leave it out for the" + " first cloud.");
    }

    private static boolean isKubernetes(Cloud cloud) {
        return cloud.getClass().getName().equals(KUBERNETES_CLOUD);
    }

    private static boolean isActive(String plugin) {
        PluginWrapper wrapper = Jenkins.get().getPluginManager().getPlugin(plugin);
        return wrapper != null && wrapper.isActive();
    }
}
