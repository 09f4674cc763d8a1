package io.jenkins.plugins.delivery.runner.host;

import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.SecretRedactor;
import io.jenkins.plugins.delivery.runner.model.RunRecorder;
import io.jenkins.plugins.delivery.runner.model.RunStatus;

/** Tells the record of the run and whoever watches it what happens; removes secrets first. */
public final class RunJournal {

    private final RunRecorder recorder;
    private final RunListener listener;
    private final SecretRedactor redactor;

    public RunJournal(RunRecorder recorder, RunListener listener, SecretRedactor redactor) {
        this.recorder = recorder;
        this.listener = listener;
        this.redactor = redactor;
    }

    /** The record, for what only it keeps: steps, promotions, gates, approvals. */
    public RunRecorder recorder() {
        return recorder;
    }

    public SecretRedactor redactor() {
        return redactor;
    }

    public long stageStarted(long parent, String name, boolean parallel) {
        long stage = recorder.stageStarted(parent, name, parallel);
        listener.stageStarted(stage, parent, redactor.redact(name));
        return stage;
    }

    public void stageIs(long stage, RunStatus status) {
        recorder.stageIs(stage, status);
        listener.stageIs(stage, status);
    }

    public void stageFinished(long stage, RunStatus status) {
        recorder.stageFinished(stage, status);
        listener.stageFinished(stage, status);
    }

    /** One line or several. */
    public void line(long stage, LineKind kind, String text) {
        String clean = redactor.redact(text);
        recorder.log(stage, clean);
        clean.lines().forEach(line -> listener.line(stage, kind, line));
    }

    /** The log of an engine operation in a stage. */
    public DeliveryLog logOf(long stage) {
        return new DeliveryLog() {
            @Override
            public void info(String message) {
                line(stage, LineKind.INFO, message);
            }

            @Override
            public void warn(String message) {
                line(stage, LineKind.WARNING, message);
            }

            @Override
            public void progress(String message) {
                line(stage, LineKind.PROGRESS, message);
            }
        };
    }
}
