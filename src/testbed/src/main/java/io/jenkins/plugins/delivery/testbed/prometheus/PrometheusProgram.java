package io.jenkins.plugins.delivery.testbed.prometheus;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The real Prometheus, as a process that scrapes targets on this machine and can be stopped and started again. */
public final class PrometheusProgram implements AutoCloseable {

    private static final String PROGRAM = "prometheus";
    private static final Pattern LISTENING = Pattern.compile("msg=\"Listening on\" address=(127\\.0\\.0\\.1:\\d+)");
    private static final String READY = "Server is ready to receive web requests";
    private static final String CONFIGURATION = "prometheus.yml";

    private final Path program;
    private final Path home;
    private final List<String> options;
    private String address = "127.0.0.1:0";
    private Process process;

    private PrometheusProgram(Path program, Path home, List<String> options) {
        this.program = program;
        this.home = home;
        this.options = options;
    }

    /** The program, when it is installed. */
    public static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder).resolve(PROGRAM))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts it on an ephemeral port of 127.0.0.1, and returns when it answers.
     *
     * @param program from {@link #program()}
     * @param home an empty directory for its configuration and data
     * @param every how often the targets are scraped
     * @param targets servers with metrics under {@code /metrics}
     * @param options more arguments of its command line
     */
    public static PrometheusProgram start(Path program, Path home, Duration every, List<URI> targets, String... options)
            throws IOException {
        List<String> hosts = targets.stream()
                .map(target -> "'" + target.getAuthority() + "'")
                .toList();
        Files.writeString(
                home.resolve(CONFIGURATION),
                "global: {scrape_interval: " + every.toMillis() + "ms, scrape_timeout: " + every.toMillis() + "ms}\n"
                        + "scrape_configs: [{job_name: sample, static_configs: [{targets: " + hosts + "}]}]\n");
        PrometheusProgram started = new PrometheusProgram(program, home, List.of(options));
        started.restart();
        return started;
    }

    /** Starts it again, at the same address and with the data it had. */
    public void restart() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--config.file=" + CONFIGURATION,
                "--storage.tsdb.path=data",
                "--web.listen-address=" + address));
        command.addAll(options);
        process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        // Which of the two it says first is left to chance.
        boolean ready = false;
        boolean listens = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            Matcher matcher = LISTENING.matcher(line);
            if (matcher.find()) {
                address = matcher.group(1);
                listens = true;
            }
            ready |= line.contains(READY);
            if (ready && listens) {
                drain(lines);
                return;
            }
        }
        throw new IOException(PROGRAM + " did not start: " + said);
    }

    /** A full pipe would stop the program at some request. */
    private static void drain(BufferedReader lines) {
        Thread drain = new Thread(() -> lines.lines().forEach(line -> {}), "output of " + PROGRAM);
        drain.setDaemon(true);
        drain.start();
    }

    /** Ends it as a crash does: without a chance to write anything more. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Where it is, without any prefix. */
    public URI url() {
        return URI.create("http://" + address);
    }

    @Override
    public void close() {
        kill();
    }
}
