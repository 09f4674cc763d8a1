package io.jenkins.plugins.delivery.engine.chart.helm;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.chart.HelmException;
import io.jenkins.plugins.delivery.engine.chart.HelmHome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A running {@link HelmWorker} with a home directory of its own. Secrets reach it through standard input only; its environment is
 * made anew and holds nothing of the run. One call at a time.
 */
final class HelmProcess implements AutoCloseable {

    /** Put into the queue when the process ends. */
    private static final List<String> ENDED = List.of();

    private final Process process;
    private final HelmHome home;
    private final Writer requests;
    private final BlockingQueue<List<String>> answers = new LinkedBlockingQueue<>();
    private int copies;

    private HelmProcess(Process process, HelmHome home) {
        this.process = process;
        this.home = home;
        this.requests = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "helm-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * @param jars those of helm-java; empty for the ones of this process
     * @param environment of the run
     */
    static HelmProcess start(List<Path> jars, Map<String, String> environment) {
        List<Path> libraries = jars.isEmpty() ? HelmClassPath.jars() : jars;
        HelmHome home = HelmHome.create(environment);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + home.path(),
                "-Djna.tmpdir=" + home.path()));
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", HelmClassPath.write(home, libraries), HelmWorker.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        home.applyTo(builder);
        try {
            return new HelmProcess(builder.start(), home);
        } catch (IOException e) {
            home.close();
            throw new TerminalException(
                    "The Helm process cannot be started (" + e.getMessage() + ").",
                    "Check that " + java + " can be run.",
                    e);
        }
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                List<String> answer = HelmMessage.decode(line);
                if (answer != null) {
                    answers.add(answer);
                }
            }
        } catch (IOException e) {
            // The stream breaks when the process is killed; the caller learns it from the mark below.
        } finally {
            answers.add(ENDED);
        }
    }

    /**
     * Asks and waits for the answer.
     *
     * @throws HelmException with Helm's words when it refuses
     * @throws RetryableException when it does not answer in time; the process is dead then
     * @throws TerminalException when Helm's library cannot be loaded on this machine
     */
    synchronized List<String> call(Duration timeout, String... command) throws InterruptedException {
        try {
            requests.write(HelmMessage.encode(Arrays.asList(command)) + "\n");
            requests.flush();
        } catch (IOException e) {
            throw ended(command[0]);
        }
        List<String> answer = answers.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (answer == null) {
            process.destroyForcibly();
            throw new RetryableException(
                    "Helm did not finish '" + command[0] + "' within " + Durations.text(timeout) + " and was stopped.",
                    "Check that the registries and chart repositories it talks to are reachable.",
                    null);
        }
        if (answer.equals(ENDED)) {
            throw ended(command[0]);
        }
        return switch (answer.get(0)) {
            case "ok" -> answer.subList(1, answer.size());
            case "unavailable" ->
                throw new TerminalException(
                        "The Helm that comes with this product cannot be loaded here ("
                                + answer.get(1).strip() + ").",
                        HelmPlatform.ADVICE);
            default -> throw new HelmException(answer.get(1).strip());
        };
    }

    /** The file, or a copy when its path has a comma: helm-java hands Helm all names in one list that is split there. */
    Path withoutComma(Path file) {
        if (!file.toString().contains(",") || !Files.exists(file)) {
            return file;
        }
        Path copy = home.directory("values").resolve(copies++ + ".yaml");
        try {
            return Files.copy(file, copy);
        } catch (IOException e) {
            throw new TerminalException(
                    "The values file " + file.getFileName() + " cannot be copied (" + e.getMessage() + ").",
                    "Check the free space of this machine.",
                    e);
        }
    }

    /** A new directory that goes with the session. */
    Path directory(String name) {
        return home.directory(name);
    }

    /** Ends the process in the middle of a call; later calls fail. */
    void kill() {
        process.destroyForcibly();
    }

    private static RetryableException ended(String command) {
        return new RetryableException(
                "The Helm process ended while it did '" + command + "'.", "Check the memory of this machine.", null);
    }

    /** Kills the process, because native code may have made it deaf to politer requests, and deletes its home. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        home.close();
    }
}
