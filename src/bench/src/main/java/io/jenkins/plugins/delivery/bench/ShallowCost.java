package io.jenkins.plugins.delivery.bench;

import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the first {@code semverTag} in a shallow clone fetches, against {@code git fetch --unshallow --tags}. Prints bytes, not times.
 * Run it with {@code java -cp bench.jar}.
 */
public final class ShallowCost {

    private ShallowCost() {}

    /** @param arguments none */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("bench-shallow");
        try (GitServer server = GitServer.start(Files.createDirectory(directory.resolve("server")))) {
            for (SyntheticHistory history : SyntheticHistory.values()) {
                String name = history.name().toLowerCase(Locale.ROOT);
                String url = server.create(name);
                Path served = server.repositoryDirectory(name);
                Tool.run(history.create(directory.resolve(name + ".git"), true), "git", "push", "-q", "--mirror", url);
                for (boolean filter : new boolean[] {true, false}) {
                    Tool.run(served, "git", "config", "uploadpack.allowFilter", "" + filter);
                    cost(directory.resolve(name + filter), url, filter);
                }
            }
        } finally {
            Tool.delete(directory);
        }
    }

    private static void cost(Path clone, String url, boolean filter) throws IOException, InterruptedException {
        Tool.run(clone.getParent(), "git", "clone", "-q", "--depth", "1", "--no-tags", url, clone.toString());
        System.out.println(clone.getFileName() + (filter ? ", server with filters" : ", server without"));
        OperationCatalog.named("semverTag")
                .run(
                        Map.of("flow", "trunk", "branch", "main"),
                        EngineContext.in(clone).log(new Printer()).build());
        long before = packs(clone);
        Tool.run(clone, "git", "fetch", "-q", "--unshallow", "--tags", "origin");
        System.out.println("  git fetch --unshallow --tags: " + (packs(clone) - before) / 1024 + " KiB");
    }

    private static long packs(Path clone) throws IOException {
        try (Stream<Path> files = Files.walk(clone.resolve(".git/objects"))) {
            return files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        }
    }

    private static final class Printer implements DeliveryLog {

        @Override
        public void info(String message) {
            System.out.println("  " + message);
        }

        @Override
        public void warn(String message) {
            System.out.println("  WARNING " + message);
        }
    }
}
