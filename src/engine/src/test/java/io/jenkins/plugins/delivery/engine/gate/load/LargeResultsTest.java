package io.jenkins.plugins.delivery.engine.gate.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A million samples, judged in a JVM whose whole heap is smaller than what a gate may use beside it. */
class LargeResultsTest {

    private static final int SAMPLES = 1_000_000;
    private static final int LABELS = 40;

    @TempDir
    Path workDir;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMillionSamplesFitIntoASmallHeap(boolean xml) throws Exception {
        Path file = workDir.resolve("results.jtl");
        write(file, xml);
        assertThat(Files.size(file)).isGreaterThan(100L << 20);
        Path output = workDir.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath(),
                        Child.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).contains("samples 1000000 labels " + LABELS);
    }

    /** Runs in the small JVM. */
    public static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws UnreadableReport {
            Path file = Path.of(arguments[0]);
            LoadResults results = LoadResults.read(file.getParent(), List.of(file), null, label -> false);
            System.out.println("samples " + results.total().samples() + " labels "
                    + results.labels().size());
        }
    }

    private static void write(Path file, boolean xml) throws IOException {
        Random random = new Random(7);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(
                    xml
                            ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testResults version=\"1.2\">\n"
                            : "timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,"
                                    + "sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect\n");
            for (int i = 0; i < SAMPLES; i++) {
                int label = random.nextInt(LABELS);
                long start = 1_795_283_754_358L + i;
                int elapsed = 20 + (int) Math.abs(random.nextGaussian() * 200);
                out.write(
                        xml
                                ? "<httpSample t=\"" + elapsed + "\" it=\"0\" lt=\"9\" ct=\"2\" ts=\"" + start
                                        + "\" s=\"true\" lb=\"page " + label
                                        + "\" rc=\"200\" rm=\"OK\" tn=\"Customers 1-1\" dt=\"text\" by=\"187\" ng=\"1\" na=\"1\"/>\n"
                                : start + "," + elapsed + ",page " + label
                                        + ",200,OK,Customers 1-1,text,true,,187,118,4,4,http://shop.example/page/"
                                        + label
                                        + "?q=tea,9,0,2\n");
            }
            out.write(xml ? "</testResults>\n" : "");
        }
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
