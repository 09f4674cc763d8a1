package io.jenkins.plugins.delivery.runner.host;

import io.jenkins.plugins.delivery.runner.model.RunStatus;

/** Watches a run as it goes. Called from any thread; texts are free of secrets. */
public interface RunListener {

    /** @param parent the stage around, or {@link io.jenkins.plugins.delivery.runner.model.RunRecorder#ROOT} */
    void stageStarted(long stage, long parent, String name);

    /** A stage waits for a person, or goes on. */
    void stageIs(long stage, RunStatus status);

    void stageFinished(long stage, RunStatus status);

    void line(long stage, LineKind kind, String text);
}
