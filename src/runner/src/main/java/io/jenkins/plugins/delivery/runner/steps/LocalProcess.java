package io.jenkins.plugins.delivery.runner.steps;

import io.jenkins.plugins.delivery.runner.host.LineKind;
import io.jenkins.plugins.delivery.runner.host.StepCall;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process of a step: its output goes to the log line by line, and when the step is stopped it is ended with everything it
 * started.
 */
final class LocalProcess {

    /** Marks every process that descends from this one, also after its parent is gone; Jenkins does the same. */
    private static final String COOKIE = "JENKINS_NODE_COOKIE";

    private static final String SECRET_PREFIX = "DELIVERY_CREDENTIALS_";

    /** How long output is awaited after the process has ended, for a child in the background that keeps the pipe open. */
    private static final long DRAIN_MILLIS = 2_000;

    private static final long GRACE_MILLIS = 3_000;
    private static final long LOOK_MILLIS = 20;

    /**
     * @param exitCode of the process
     * @param output what it printed to standard output when that was asked for, else empty
     */
    record End(int exitCode, String output) {}

    private final StepCall call;
    private final List<String> command;
    private final String cookie = UUID.randomUUID().toString();

    LocalProcess(StepCall call, List<String> command) {
        this.call = call;
        this.command = command;
    }

    /**
     * Runs the process to its end.
     *
     * @param keepOutput whether standard output is returned and not logged
     * @throws InterruptedException when the step was stopped; the process tree is gone then
     */
    End run(boolean keepOutput) throws IOException, InterruptedException {
        return run(keepOutput, "", Map.of());
    }

    /** @param input what the process reads, for secrets that may not stand on a command line */
    End run(boolean keepOutput, String input, Map<String, String> extraEnvironment)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(call.directory().toFile());
        builder.redirectErrorStream(!keepOutput);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith(SECRET_PREFIX));
        environment.putAll(call.environment());
        environment.put("PWD", call.directory().toString());
        environment.putAll(extraEnvironment);
        environment.put(COOKIE, cookie);
        Process process = builder.start();
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        Thread output = reader(() -> {
            if (keepOutput) {
                copy(process.getInputStream(), kept);
            } else {
                log(process.getInputStream());
            }
        });
        Thread errors = reader(() -> log(process.getErrorStream()));
        try {
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
        } catch (IOException e) {
            // A process that ends without reading its input is judged by its exit code.
            call.log(LineKind.OUTPUT, command.get(0) + " did not read its input: " + e.getMessage());
        }
        try {
            int exitCode = process.waitFor();
            output.join(DRAIN_MILLIS);
            errors.join(DRAIN_MILLIS);
            synchronized (kept) {
                return new End(exitCode, kept.toString(StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            kill(process);
            throw e;
        }
    }

    private static Thread reader(Runnable task) {
        Thread thread = new Thread(task, "output of a process");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void log(InputStream in) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                call.log(LineKind.OUTPUT, line);
            }
        } catch (IOException e) {
            call.log(LineKind.OUTPUT, "(the output ended: " + e.getMessage() + ")");
        }
    }

    private static void copy(InputStream in, ByteArrayOutputStream kept) {
        byte[] buffer = new byte[8192];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                synchronized (kept) {
                    kept.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The output of the process could not be read", e);
        }
    }

    /** Asks first, then forces; returns when nothing of the tree runs any more, or after the grace. */
    private void kill(Process process) {
        List<ProcessHandle> tree = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        tree.forEach(ProcessHandle::destroy);
        awaitEnd(tree);
        List<ProcessHandle> all =
                Stream.concat(tree.stream(), withCookie().stream()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(all);
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        try {
            while (System.nanoTime() < end && !processes.stream().allMatch(LocalProcess::gone)) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            // Already stopping; only the grace is shortened.
            Thread.currentThread().interrupt();
        }
    }

    /** A process that nobody has reaped yet has no command any more. */
    private static boolean gone(ProcessHandle process) {
        return !process.isAlive() || process.info().command().isEmpty();
    }

    /** Processes that lost their parent and still carry the cookie; only systems with /proc can tell. */
    private List<ProcessHandle> withCookie() {
        String mark = COOKIE + "=" + cookie;
        return ProcessHandle.allProcesses()
                .filter(handle -> {
                    Path environment = Path.of("/proc", Long.toString(handle.pid()), "environ");
                    try {
                        return Files.isReadable(environment)
                                && Files.readString(environment, StandardCharsets.ISO_8859_1)
                                        .contains(mark);
                    } catch (IOException e) {
                        // The process ended meanwhile, or belongs to somebody else.
                        return false;
                    }
                })
                .toList();
    }
}
