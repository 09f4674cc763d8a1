package io.jenkins.plugins.delivery.testbed.argo;

import java.time.Duration;

/**
 * How long the stand-in takes for things.
 *
 * @param pollInterval time between two looks at Git without a refresh; Argo CD's default is 120 s
 * @param pollJitter at most this much is added to each interval, by application; Argo CD's default is 60 s
 * @param syncTime how long an operation is Running
 * @param healthLag how long the old health is still shown after a sync, as when the rollout has not been noticed yet
 * @param rolloutTime how long the health is Progressing
 */
public record ArgoTimings(
        Duration pollInterval, Duration pollJitter, Duration syncTime, Duration healthLag, Duration rolloutTime) {

    /** Argo CD's polling, a second of sync and two of rollout. */
    public static ArgoTimings usual() {
        return new ArgoTimings(
                Duration.ofSeconds(120),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ofSeconds(2));
    }

    /** Argo CD's polling, but syncs and rollouts of a tenth of a second, for tests on the real clock. */
    public static ArgoTimings fast() {
        return usual().withSync(Duration.ofMillis(100)).withRollout(Duration.ofMillis(100));
    }

    /** The same with another length of an operation. */
    public ArgoTimings withSync(Duration time) {
        return new ArgoTimings(pollInterval, pollJitter, time, healthLag, rolloutTime);
    }

    /** The same with another lag of the health. */
    public ArgoTimings withHealthLag(Duration lag) {
        return new ArgoTimings(pollInterval, pollJitter, syncTime, lag, rolloutTime);
    }

    /** The same with another length of the rollout. */
    public ArgoTimings withRollout(Duration time) {
        return new ArgoTimings(pollInterval, pollJitter, syncTime, healthLag, time);
    }

    /** When an application that was looked at just now is due again; the jitter is fixed per name, so tests can count on it. */
    Duration untilNextPoll(String application) {
        long jitter = pollJitter.toMillis();
        return pollInterval.plusMillis(jitter == 0 ? 0 : Math.floorMod(application.hashCode(), jitter));
    }
}
