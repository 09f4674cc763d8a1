package io.jenkins.plugins.delivery.runner.host;

import io.jenkins.plugins.delivery.runner.model.RunStatus;
import java.util.HashMap;
import java.util.Map;

/** The result of a run and of its stages while it goes on; a result only gets worse. */
public final class BuildState {

    private BuildResult result;
    private final Map<Long, BuildResult> stages = new HashMap<>();

    /** What was set so far; null when nothing was. */
    public synchronized BuildResult result() {
        return result;
    }

    /** The result so far, success when nothing else was set. */
    public synchronized BuildResult current() {
        return result == null ? BuildResult.SUCCESS : result;
    }

    public synchronized void worsen(BuildResult to) {
        result = result == null ? to : result.combine(to);
    }

    /** Marks a stage that ends without an error. */
    public synchronized void worsenStage(long stage, BuildResult to) {
        stages.merge(stage, to, BuildResult::combine);
    }

    /** How a stage that ended without an error is shown. */
    public synchronized RunStatus statusOf(long stage) {
        return stages.getOrDefault(stage, BuildResult.SUCCESS).status();
    }
}
