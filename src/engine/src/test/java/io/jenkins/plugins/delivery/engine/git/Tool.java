package io.jenkins.plugins.delivery.engine.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Programs of this machine (git, gpg, ssh-keygen), run with settings of the test and none of the user's. */
public final class Tool {

    /** How a program ended. */
    public record Ended(int code, String output) {}

    private Tool() {}

    /** Skips the test, with words, where a program is not installed. */
    public static void need(String... programs) {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String program : programs) {
            assumeTrue(
                    Stream.of(path.split(java.io.File.pathSeparator))
                            .anyMatch(folder -> java.nio.file.Files.isExecutable(Path.of(folder, program))),
                    program + " is not installed, so what only it can show was not tested.");
        }
    }

    /** Runs it and demands success. */
    public static String run(Path home, String... command) throws IOException, InterruptedException {
        Ended ended = end(home, Map.of(), command);
        assertThat(ended.code())
                .as(String.join(" ", command) + "\n" + ended.output())
                .isZero();
        return ended.output();
    }

    /** Runs it in and with the given home. */
    public static Ended end(Path home, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(command)).directory(home.toFile());
        builder.environment()
                .putAll(Map.of(
                        "HOME",
                        home.toString(),
                        "GNUPGHOME",
                        home.toString(),
                        "GIT_CONFIG_NOSYSTEM",
                        "1",
                        "LC_ALL",
                        "C"));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
