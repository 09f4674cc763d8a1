package io.jenkins.plugins.delivery.runner.model;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A stage while it is being recorded; guarded by the lock of its {@link RunRecorder}. */
final class RecordedStage {

    /** A page with more lines of one stage is slow to open and nobody reads them. */
    static final int KEPT_LINES = 1000;

    private final String name;
    private final boolean parallel;
    private final Instant startedAt;
    private final List<RecordedStage> children = new ArrayList<>();
    private final List<RecordedStep> steps = new ArrayList<>();
    private final Deque<String> log = new ArrayDeque<>();
    private long droppedLines;
    private RunStatus status = RunStatus.RUNNING;
    private Instant finishedAt;

    RecordedStage(String name, boolean parallel, Instant startedAt) {
        this.name = name;
        this.parallel = parallel;
        this.startedAt = startedAt;
    }

    void add(RecordedStage child) {
        children.add(child);
    }

    void add(RecordedStep step) {
        steps.add(step);
    }

    /** Keeps the last lines: an error stands at the end of a log. */
    void log(String line) {
        if (log.size() == KEPT_LINES) {
            log.removeFirst();
            droppedLines++;
        }
        log.addLast(line);
    }

    void is(RunStatus current) {
        status = current;
    }

    void finish(RunStatus result, Instant now) {
        if (!result.finished()) {
            throw new IllegalArgumentException("Stage '" + name + "' cannot end as " + result.label() + ".");
        }
        status = result;
        finishedAt = now;
    }

    void abortOpenChildren(Instant now) {
        for (RecordedStage child : children) {
            child.abortOpenChildren(now);
            if (child.finishedAt == null) {
                child.finish(RunStatus.ABORTED, now);
            }
        }
    }

    StageNode freeze(Instant now) {
        List<String> lines = new ArrayList<>();
        if (droppedLines > 0) {
            lines.add("(" + droppedLines + " earlier lines are left out of this report)");
        }
        lines.addAll(log);
        return new StageNode(
                name,
                new RunModel.Span(status, startedAt, finishedAt == null ? now : finishedAt),
                parallel,
                children.stream().map(child -> child.freeze(now)).toList(),
                steps.stream().map(step -> step.freeze(now)).toList(),
                lines);
    }
}
