package io.jenkins.plugins.delivery.runner.host;

import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.runner.model.RunStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Results of a build in the order of Jenkins, best first. */
public enum BuildResult {
    SUCCESS(0, RunStatus.SUCCESS),
    UNSTABLE(2, RunStatus.UNSTABLE),
    FAILURE(1, RunStatus.FAILED),
    NOT_BUILT(1, RunStatus.SKIPPED),
    ABORTED(3, RunStatus.ABORTED);

    private final int exitCode;
    private final RunStatus status;

    BuildResult(int exitCode, RunStatus status) {
        this.exitCode = exitCode;
        this.status = status;
    }

    /** Exit code of {@code delivery run}. */
    public int exitCode() {
        return exitCode;
    }

    /** How the record of the run shows it. */
    public RunStatus status() {
        return status;
    }

    public boolean isWorseThan(BuildResult other) {
        return ordinal() > other.ordinal();
    }

    public boolean isBetterOrEqualTo(BuildResult other) {
        return ordinal() <= other.ordinal();
    }

    /** The worse of two. */
    public BuildResult combine(BuildResult other) {
        return isWorseThan(other) ? this : other;
    }

    /** @throws PipelineFailure when there is no such result */
    public static BuildResult of(Object value) {
        String name = String.valueOf(value).toUpperCase(Locale.ROOT);
        List<String> known = Arrays.stream(values()).map(Enum::name).toList();
        if (!known.contains(name)) {
            throw new PipelineFailure("The build result " + NearestName.unknownKey("", name, known));
        }
        return valueOf(name);
    }
}
