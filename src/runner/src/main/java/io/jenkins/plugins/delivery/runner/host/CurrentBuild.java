package io.jenkins.plugins.delivery.runner.host;

import io.jenkins.plugins.delivery.engine.Durations;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The variable {@code currentBuild} as far as a build without Jenkins has it. */
public final class CurrentBuild {

    private final PipelineRun run;
    private String displayName = "#1";
    private String description;

    CurrentBuild(PipelineRun run) {
        this.run = run;
    }

    /** The result as text; null while nothing was decided. */
    public String getResult() {
        BuildResult result = run.state().result();
        return result == null ? null : result.name();
    }

    /** A result only gets worse; a better one is ignored, as in Jenkins. */
    public void setResult(String value) {
        run.state().worsen(BuildResult.of(value));
    }

    public String getCurrentResult() {
        return run.state().current().name();
    }

    public boolean resultIsBetterOrEqualTo(String other) {
        return run.state().current().isBetterOrEqualTo(BuildResult.of(other));
    }

    public boolean resultIsWorseOrEqualTo(String other) {
        return !BuildResult.of(other).isWorseThan(run.state().current());
    }

    public int getNumber() {
        return 1;
    }

    public String getId() {
        return "1";
    }

    public String getDisplayName() {
        return displayName;
    }

    public void setDisplayName(String value) {
        displayName = value;
    }

    public String getDescription() {
        return description;
    }

    public void setDescription(String value) {
        description = value;
    }

    public String getProjectName() {
        return run.request().job();
    }

    public String getFullProjectName() {
        return run.request().job();
    }

    public String getFullDisplayName() {
        return run.request().job() + " " + displayName;
    }

    public long getStartTimeInMillis() {
        return run.startedAt().toEpochMilli();
    }

    public long getTimeInMillis() {
        return getStartTimeInMillis();
    }

    /** Milliseconds since the start. */
    public long getDuration() {
        return elapsed().toMillis();
    }

    public String getDurationString() {
        return Durations.text(elapsed()) + " and counting";
    }

    /** There is none before the first build. */
    public Object getPreviousBuild() {
        return null;
    }

    public Object getPreviousSuccessfulBuild() {
        return null;
    }

    public List<Object> getChangeSets() {
        return List.of();
    }

    public List<Object> getUpstreamBuilds() {
        return List.of();
    }

    public List<Map<String, Object>> getBuildCauses() {
        return List.of(Map.of("shortDescription", "Started on the command line by delivery run"));
    }

    public List<Map<String, Object>> getBuildCauses(String type) {
        return List.of();
    }

    public Map<String, String> getBuildVariables() {
        return run.environment().effective(Scope.current());
    }

    /** @throws PipelineFailure always: there is no Jenkins object behind this build */
    public Object getRawBuild() {
        throw new PipelineFailure("currentBuild.rawBuild is an object of Jenkins and is not there without Jenkins.");
    }

    private Duration elapsed() {
        return Duration.between(run.startedAt(), Clock.systemUTC().instant());
    }
}
