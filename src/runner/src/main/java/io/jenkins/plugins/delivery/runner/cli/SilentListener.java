package io.jenkins.plugins.delivery.runner.cli;

import io.jenkins.plugins.delivery.runner.host.LineKind;
import io.jenkins.plugins.delivery.runner.host.RunListener;
import io.jenkins.plugins.delivery.runner.model.RunStatus;

/** Nobody watches. */
final class SilentListener implements RunListener {

    @Override
    public void stageStarted(long stage, long parent, String name) {}

    @Override
    public void stageIs(long stage, RunStatus status) {}

    @Override
    public void stageFinished(long stage, RunStatus status) {}

    @Override
    public void line(long stage, LineKind kind, String text) {}
}
