package io.jenkins.plugins.delivery.runner.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything a report tells about one run. Immutable; {@link RunRecorder#snapshot()} makes it.
 *
 * @param header what the run is about
 * @param span status, start and end of the whole run
 * @param version the version that was computed; empty when the run did not get that far
 * @param stages the pipeline stages in the order in which they started
 * @param outcome promotions, gates, approvals and messages
 * @param failure what to tell when the run did not succeed
 */
public record RunModel(
        RunHeader header,
        Span span,
        String version,
        List<StageNode> stages,
        RunOutcome outcome,
        Optional<Failure> failure) {

    public RunModel {
        version = Text.of(version);
        stages = List.copyOf(stages);
    }

    /** The result of the run, or its state while it goes on. */
    public RunStatus result() {
        return span.status();
    }

    /**
     * Status and times of a run, a stage or a step call.
     *
     * @param status where it stands
     * @param startedAt when it began
     * @param finishedAt when it ended; for something still going on, the moment of the snapshot
     */
    public record Span(RunStatus status, Instant startedAt, Instant finishedAt) {

        /** How long it took, or has taken so far; never negative. */
        public Duration duration() {
            Duration taken = Duration.between(startedAt, finishedAt);
            return taken.isNegative() ? Duration.ZERO : taken;
        }
    }
}
