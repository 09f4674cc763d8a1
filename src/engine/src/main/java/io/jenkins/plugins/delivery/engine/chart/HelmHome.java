package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.process.CleanEnvironment;
import io.jenkins.plugins.delivery.engine.process.SessionDirectory;
import java.nio.file.Path;
import java.util.Map;

/**
 * The directory of one session with Helm: its settings, log-ins, caches and plugins (none), and what it unpacks. Neither what the
 * person has set up whose account this is, nor what another session left, is seen in it.
 */
public final class HelmHome implements AutoCloseable {

    private final SessionDirectory directory;
    private final Map<String, String> environment;

    private HelmHome(SessionDirectory directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /** @param environment of the run; what it does not say is taken from the environment of this process */
    public static HelmHome create(Map<String, String> environment) {
        return new HelmHome(SessionDirectory.create("helm"), Map.copyOf(environment));
    }

    public Path path() {
        return directory.path();
    }

    /** A new directory inside. */
    public Path directory(String name) {
        return directory.directory(name);
    }

    /** Gives a process this directory as its home, and the few variables that Helm needs. */
    public void applyTo(ProcessBuilder builder) {
        Map<String, String> variables = CleanEnvironment.applyTo(builder, environment);
        variables.put("HOME", path().toString());
        variables.put("TMPDIR", path().toString());
        variables.put("HELM_CONFIG_HOME", directory("config").toString());
        variables.put("HELM_CACHE_HOME", directory("cache").toString());
        variables.put("HELM_DATA_HOME", directory("data").toString());
        variables.put("HELM_PLUGINS", directory("plugins").toString());
        variables.put("HELM_REGISTRY_CONFIG", path().resolve("registry.json").toString());
        variables.put(
                "HELM_REPOSITORY_CONFIG", path().resolve("repositories.yaml").toString());
        // Helm 3.8 looks there for the index of a repository that was not added, whatever this variable says.
        variables.put("HELM_REPOSITORY_CACHE", directory("cache/repository").toString());
        // No cluster: rendering is a matter of files.
        variables.put("KUBECONFIG", path().resolve("no-kubeconfig").toString());
        builder.directory(path().toFile());
    }

    @Override
    public void close() {
        directory.close();
    }
}
