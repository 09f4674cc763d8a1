package io.jenkins.plugins.delivery.bench;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.gate.Suite;
import io.jenkins.plugins.delivery.engine.gate.SuiteKind;
import io.jenkins.plugins.delivery.engine.gate.SuiteResult;
import io.jenkins.plugins.delivery.engine.gate.load.LoadSuiteReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Judging a million samples compared with JMeter's own report generator ({@code jmeter -g}) on the same file: whole processes, the
 * start of the JVM included, one after the other, the median of three. Ours has 24 MB of heap, JMeter what it takes. Run it with
 * {@code java -cp bench.jar}; the arguments are the number of samples and JMeter's directory.
 */
public final class JtlBenchmark {

    private static final int RUNS = 3;
    private static final int LABELS = 40;

    private JtlBenchmark() {}

    /** @param arguments number of samples, and where JMeter is; both may be left out */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int samples = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        Path jmeter = arguments.length > 1
                ? Path.of(arguments[1])
                : Path.of(System.getProperty("user.home"), ".cache", "git-flow-delivery", "jmeter-5.6.3");
        Path directory = Files.createTempDirectory("delivery-jtl-");
        try {
            write(directory.resolve("results.jtl"), samples);
            long[] ours = new long[RUNS];
            long[] theirs = new long[RUNS];
            for (int i = 0; i < RUNS; i++) {
                ours[i] = millis(
                        directory,
                        List.of(
                                "-Xmx24m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName()));
                theirs[i] = millis(
                        directory,
                        List.of(
                                "-Xmx1g",
                                "-jar",
                                jmeter.resolve("bin/ApacheJMeter.jar").toString(),
                                "-g",
                                "results.jtl",
                                "-o",
                                "report-" + i,
                                "-j",
                                "jmeter.log"));
            }
            System.out.println(String.format(
                    Locale.ROOT,
                    "%d samples, %d MB: ours %d ms, JMeter's report %d ms, %.1f times as fast",
                    samples,
                    Files.size(directory.resolve("results.jtl")) >> 20,
                    median(ours),
                    median(theirs),
                    median(theirs) / (double) median(ours)));
        } finally {
            Tool.delete(directory);
        }
    }

    private static long median(long[] millis) {
        Arrays.sort(millis);
        return millis[millis.length / 2];
    }

    private static long millis(Path directory, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        long start = System.nanoTime();
        String output = Tool.run(directory, command.toArray(String[]::new));
        long took = (System.nanoTime() - start) / 1_000_000;
        System.out.println(took + " ms " + output.strip().lines().reduce("", (first, last) -> last));
        return took;
    }

    private static void write(Path file, int samples) throws IOException {
        Random random = new Random(7);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(
                    "timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,"
                            + "sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect\n");
            for (int i = 0; i < samples; i++) {
                int label = random.nextInt(LABELS);
                int elapsed = 20 + (int) Math.abs(random.nextGaussian() * 200);
                boolean passed = random.nextInt(500) > 0;
                out.write((1_795_283_754_358L + i) + "," + elapsed + ",\"page " + label + "\","
                        + (passed ? "200,OK" : "503,Busy")
                        + ",Customers 1-" + random.nextInt(50) + ",text," + passed + ",," + 187
                        + ",118,50,50,http://shop.example/page/"
                        + label + "?q=tea," + elapsed / 2 + ",0,2\n");
            }
        }
    }

    /** Our side, as {@code e2eGate} does it. */
    public static final class Child {

        private Child() {}

        /** @param arguments none; the work directory has the file */
        public static void main(String[] arguments) {
            Suite suite = new Suite(
                    "load",
                    SuiteKind.JMETER,
                    List.of("results.jtl"),
                    Suite.RAN,
                    1,
                    Map.of("p95", "500ms", "errorRate", "1%"),
                    null);
            SuiteResult result = new LoadSuiteReader()
                    .read(suite, EngineContext.in(Path.of("").toAbsolutePath()).build());
            System.out.println(result.verdict().text() + ": " + result.message());
        }
    }
}
