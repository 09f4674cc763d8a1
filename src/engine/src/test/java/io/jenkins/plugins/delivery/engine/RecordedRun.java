package io.jenkins.plugins.delivery.engine;

import io.jenkins.plugins.delivery.testbed.argo.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run whose time passes only while an operation pauses, and whose log is kept. What an operation waits for can be made to happen at
 * a given moment of that time.
 */
public final class RecordedRun {

    private static final Instant BEGINNING = Instant.parse("2026-11-20T12:00:00Z");

    private final List<String> infos = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final Map<Instant, Runnable> events = new java.util.TreeMap<>();
    private final Map<String, Credential> credentials = new java.util.HashMap<>();
    private final Path workDir;
    private final ManualClock clock = new ManualClock(BEGINNING);

    public RecordedRun(Path workDir) {
        this.workDir = workDir;
    }

    /** Makes a credential visible to the run. */
    public RecordedRun with(Credential credential) {
        credentials.put(credential.id(), credential);
        return this;
    }

    /** Makes something happen as soon as the operation has paused this long in sum. */
    public RecordedRun after(Duration elapsed, Runnable event) {
        events.put(BEGINNING.plus(elapsed), event);
        return this;
    }

    public EngineContext context() {
        return EngineContext.in(workDir)
                .log(new Log())
                .secrets(id -> Optional.ofNullable(credentials.get(id)))
                .clock(clock, this::pause)
                .build();
    }

    public List<String> infos() {
        return infos;
    }

    public List<String> warnings() {
        return warnings;
    }

    public List<String> progress() {
        return progress;
    }

    /** Every pause the operation made, in order. */
    public List<Duration> pauses() {
        return pauses;
    }

    /** Everything that was logged, for a search. */
    public String everything() {
        return String.join("\n", infos) + "\n" + String.join("\n", warnings) + "\n" + String.join("\n", progress);
    }

    private void pause(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("aborted");
        }
        pauses.add(duration);
        clock.advance(duration);
        events.entrySet().removeIf(event -> {
            boolean due = !event.getKey().isAfter(clock.instant());
            if (due) {
                event.getValue().run();
            }
            return due;
        });
    }

    private final class Log implements DeliveryLog {
        @Override
        public void info(String message) {
            infos.add(message);
        }

        @Override
        public void warn(String message) {
            warnings.add(message);
        }

        @Override
        public void progress(String message) {
            progress.add(message);
        }
    }
}
