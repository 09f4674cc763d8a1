package io.jenkins.plugins.delivery.testbed.ecr;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The program {@code moto_server}, which other people wrote after the service descriptions of AWS: a second opinion on the wire format.
 * Its ECR takes manifests by PutImage, scans every image at once with one fixed finding, and knows no pages.
 */
public final class MotoServer implements AutoCloseable {

    private static final String PROGRAM = "moto_server";
    /** Where the build keeps tools of tests between runs. */
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "git-flow-delivery", "bin");

    private static final Pattern RUNNING = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");

    private final Process process;
    private final URI url;

    private MotoServer(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** The program, when it is installed. */
    public static Optional<Path> program() {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                                .map(Path::of),
                        Stream.of(CACHE))
                .map(folder -> folder.resolve(PROGRAM))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts it on an ephemeral port of 127.0.0.1, and returns when it listens.
     *
     * @param program from {@link #program()}
     */
    public static MotoServer start(Path program) throws IOException {
        Process process = new ProcessBuilder(program.toString(), "-H", "127.0.0.1", "-p", "0")
                .redirectErrorStream(true)
                .start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            Matcher running = RUNNING.matcher(line);
            if (running.find()) {
                drain(lines);
                return new MotoServer(process, URI.create(running.group(1)));
            }
        }
        process.destroyForcibly();
        throw new IOException(PROGRAM + " did not start: " + said);
    }

    /** A full pipe would stop the program at some request. */
    private static void drain(BufferedReader lines) {
        Thread drain = new Thread(() -> lines.lines().forEach(line -> {}), "output of " + PROGRAM);
        drain.setDaemon(true);
        drain.start();
    }

    /** Where every API of AWS is. */
    public URI url() {
        return url;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
