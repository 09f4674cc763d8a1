package io.jenkins.plugins.delivery.engine.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.chart.helm.ForkedHelm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelmHomeTest {

    @TempDir
    Path temporary;

    /** A process that has a session and waits; prints the session's directory. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            try (Helm helm = ForkedHelm.sessions()
                    .open(
                            HelmChoice.parse("embedded"),
                            EngineContext.in(Path.of(arguments[0])).build())) {
                try (Stream<Path> homes = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
                    System.out.println(homes.findFirst().orElseThrow());
                }
                System.in.read();
            }
        }
    }

    /** As {@link Holder}, and only opens and closes a session. */
    static final class Next {

        private Next() {}

        public static void main(String[] arguments) {
            HelmHome.create(Map.of()).close();
        }
    }

    @Test
    void whatAKilledProcessLeftIsDeletedByTheNextAndWhatALivingOneHasIsKept() throws Exception {
        Process killed = start(Holder.class);
        Path left = Path.of(firstLine(killed));
        List<ProcessHandle> workers = killed.descendants().toList();
        assertThat(workers).isNotEmpty();
        assertThat(size(left)).as("the unpacked library").isGreaterThan(50 << 20);

        assertThat(start(Next.class).waitFor()).isZero();
        assertThat(left).isDirectory();

        killed.destroyForcibly().waitFor();
        for (ProcessHandle worker : workers) {
            worker.onExit().get();
        }
        assertThat(left).isDirectory();

        assertThat(start(Next.class).waitFor()).isZero();
        assertThat(temporary).isEmptyDirectory();
    }

    private Process start(Class<?> main) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-XX:+PerfDisableSharedMem",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        temporary.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String firstLine(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    private static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
