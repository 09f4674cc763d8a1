package io.jenkins.plugins.delivery.bench;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import io.jenkins.plugins.delivery.testbed.ecr.EcrImage;
import io.jenkins.plugins.delivery.testbed.ecr.EcrServer;
import io.jenkins.plugins.delivery.testbed.ecr.Finding;
import io.jenkins.plugins.delivery.testbed.ecr.ScanScript;
import io.jenkins.plugins.delivery.testbed.ecr.Severity;
import io.jenkins.plugins.delivery.testbed.ecr.StoredImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How much more heap {@code ecrScan} needs for 5,000 findings of Amazon Inspector than for one: the difference of the smallest
 * {@code -Xmx} with which a JVM of its own gets through the whole step. The stand-in for ECR runs in this JVM. Run it with
 * {@code java -cp bench.jar}.
 */
public final class ScanMemory {

    private static final int FINDINGS = 5_000;
    private static final int LIMIT = 64;
    private static final int MOST = 512;
    private static final String SCANNED = "shop/scanned";

    private ScanMemory() {}

    /** @param arguments none */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        StoredImages images = new StoredImages();
        try (EcrServer ecr = EcrServer.start(images)) {
            ecr.onDemandScans(false);
            ecr.createRepository(SCANNED, true);
            String one = scanned(ecr, images, "one", 1);
            String many = scanned(ecr, images, "many", FINDINGS);
            String before = scanned(ecr, images, "before", FINDINGS);
            String endpoint = ecr.url().toString();
            int floor = least(heap -> passes(heap, endpoint, one));
            print(FINDINGS + " findings", floor, least(heap -> passes(heap, endpoint, many)));
            print("the same, compared with " + FINDINGS, floor, least(heap -> passes(heap, endpoint, many, before)));
        }
    }

    private static String scanned(EcrServer ecr, StoredImages images, String name, int findings) {
        EcrImage image = EcrImage.named(name, Instant.now());
        images.put(SCANNED, image);
        Severity[] severities = Severity.values();
        Finding[] all = IntStream.range(0, findings)
                .mapToObj(i -> Finding.of("CVE-2026-" + (10_000 + i), severities[i % severities.length], "package-" + i)
                        .fixedIn(i % 2 == 0 ? "1.0." + i : ""))
                .toArray(Finding[]::new);
        ecr.scan(SCANNED, image.digest(), ScanScript.enhanced(all));
        return image.digest();
    }

    private static void print(String what, int floor, int heap) {
        System.out.println(String.format(
                Locale.ROOT,
                "%s: %d MB of extra heap over %d MB, %.2f of the limit of %d MB",
                what,
                heap - floor,
                floor,
                (heap - floor) / (double) LIMIT,
                LIMIT));
    }

    /** The smallest heap in MB with which it passes. */
    private static int least(IntPredicate passes) {
        int enough = MOST;
        int small = 4;
        while (enough - small > 1) {
            int middle = (small + enough) / 2;
            if (passes.test(middle)) {
                enough = middle;
            } else {
                small = middle;
            }
        }
        return enough;
    }

    private static boolean passes(int heap, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx" + heap + "m",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName()));
        command.addAll(List.of(arguments));
        try {
            Process child = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // A collector that makes no progress any more is no pass.
            boolean ended = child.waitFor(60, TimeUnit.SECONDS);
            child.destroyForcibly();
            return ended && child.exitValue() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One run of the step. */
    static final class Child {

        private Child() {}

        /** @param arguments endpoint, digest, and perhaps the digest to compare with */
        public static void main(String[] arguments) throws InterruptedException {
            Map<String, Object> step = new HashMap<>(Map.of(
                    "repository",
                    SCANNED,
                    "digest",
                    arguments[1],
                    "endpoint",
                    arguments[0],
                    "region",
                    EcrServer.REGION,
                    "credentialsId",
                    "aws",
                    "failOn",
                    "none"));
            if (arguments.length > 2) {
                step.put("compareWith", arguments[2]);
            }
            OperationCatalog.named("ecrScan")
                    .run(
                            step,
                            EngineContext.in(Path.of("."))
                                    .clock(Clock.systemUTC(), pause -> {})
                                    .secrets(id -> Optional.of(Credential.usernamePassword(id, "AKID", "secret")))
                                    .attachments((name, text) -> {})
                                    .build());
        }
    }
}
