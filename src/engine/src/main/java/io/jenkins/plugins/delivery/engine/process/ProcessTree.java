package io.jenkins.plugins.delivery.engine.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process with everything that it has started: a wrapper script may have started the real program. */
public final class ProcessTree {

    private ProcessTree() {}

    /**
     * Ends it: asks first, so that it can put away what it holds, and kills what is left. Does nothing to a process that has ended,
     * except that what it left behind is killed.
     *
     * @param grace how long it may take to end by itself; a second interrupt cuts that short
     */
    public static void end(Process process, Duration grace) throws InterruptedException {
        // Once their parent has ended they are nobody's descendants any more.
        List<ProcessHandle> started = descendants(process);
        try {
            if (process.isAlive() && !grace.isZero()) {
                started.forEach(ProcessHandle::destroy);
                process.destroy();
                process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            descendants(process).forEach(ProcessHandle::destroyForcibly);
            started.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static List<ProcessHandle> descendants(Process process) {
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            return descendants.toList();
        }
    }
}
