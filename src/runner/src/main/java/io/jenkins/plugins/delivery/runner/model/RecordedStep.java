package io.jenkins.plugins.delivery.runner.model;

import java.time.Instant;
import java.util.Map;

/** A step call while it is being recorded; guarded by the lock of its {@link RunRecorder}. */
final class RecordedStep {

    private final String name;
    private final Map<String, Object> arguments;
    private final Instant startedAt;
    private RunStatus status = RunStatus.RUNNING;
    private Instant finishedAt;
    private Map<String, Object> result = Map.of();
    private String error = "";

    RecordedStep(String name, Map<String, Object> arguments, Instant startedAt) {
        this.name = name;
        this.arguments = arguments;
        this.startedAt = startedAt;
    }

    void finish(RunStatus end, Map<String, Object> returned, String sentence, Instant now) {
        if (!end.finished()) {
            throw new IllegalArgumentException("Step '" + name + "' cannot end as " + end.label() + ".");
        }
        status = end;
        result = returned;
        error = sentence;
        finishedAt = now;
    }

    StepCall freeze(Instant now) {
        RunModel.Span span = new RunModel.Span(status, startedAt, finishedAt == null ? now : finishedAt);
        return new StepCall(name, span, arguments, result, error);
    }
}
