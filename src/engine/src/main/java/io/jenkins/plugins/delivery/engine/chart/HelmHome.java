package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.files.TemporaryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The directory of one session with Helm: its settings, log-ins, caches and plugins (none), and what it unpacks. Neither what the
 * person has set up whose account this is, nor what another session left, is seen in it.
 *
 * <p>A process that is killed cannot clean up. So each directory has a lock that ends with its process, and whoever opens the next
 * session deletes the directories whose lock is free.
 */
public final class HelmHome implements AutoCloseable {

    /** What Helm gets of our environment: where programs, proxies and certificates are. No secret of the run is among them. */
    private static final List<String> PASSED_ON = List.of(
            "PATH",
            "LANG",
            "LC_ALL",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY",
            "http_proxy",
            "https_proxy",
            "no_proxy",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            // Without it no program of Windows gets a network connection.
            "SystemRoot");

    private static final String PURPOSE = "helm";
    private static final String LOCK = "lock";

    private final TemporaryDirectory directory;
    private final Map<String, String> environment;
    private final FileChannel lock;

    private HelmHome(TemporaryDirectory directory, Map<String, String> environment, FileChannel lock) {
        this.directory = directory;
        this.environment = environment;
        this.lock = lock;
    }

    /** @param environment of the run; what it does not say is taken from the environment of this process */
    public static HelmHome create(Map<String, String> environment) {
        TemporaryDirectory directory = TemporaryDirectory.create(PURPOSE);
        try {
            FileChannel channel = FileChannel.open(
                    directory.path().resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            channel.lock();
            deleteAbandoned(directory.path().getParent());
            return new HelmHome(directory, Map.copyOf(environment), channel);
        } catch (IOException e) {
            directory.close();
            throw new UncheckedIOException("The directory of Helm cannot be locked", e);
        }
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
        Map<String, String> variables = builder.environment();
        variables.keySet().retainAll(PASSED_ON);
        PASSED_ON.stream().filter(environment::containsKey).forEach(name -> variables.put(name, environment.get(name)));
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

    /** Directories of this process are never looked at: closing a file gives up all locks that a process has on it. */
    private static void deleteAbandoned(Path parent) throws IOException {
        String own = TemporaryDirectory.prefix(PURPOSE);
        List<Path> others;
        try (Stream<Path> entries = Files.list(parent)) {
            others = entries.filter(entry -> TemporaryDirectory.hasPurpose(entry, PURPOSE)
                            && !entry.getFileName().toString().startsWith(own))
                    .toList();
        }
        for (Path other : others) {
            try (FileChannel channel = FileChannel.open(other.resolve(LOCK), StandardOpenOption.WRITE);
                    FileLock free = channel.tryLock()) {
                if (free != null) {
                    TemporaryDirectory.delete(other);
                }
            } catch (IOException e) {
                // Another user's, or somebody was quicker: not ours to delete.
                continue;
            }
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The lock in " + path() + " cannot be given up", e);
        } finally {
            directory.close();
        }
    }
}
