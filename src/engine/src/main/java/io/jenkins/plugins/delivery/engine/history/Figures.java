package io.jenkins.plugins.delivery.engine.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The four figures of DORA for one service in one environment over a period, as far as Git tells them. Their meaning is that of the guide
 * "DORA's software delivery performance metrics" (dora.dev/guides/dora-metrics); how they are read from the ledger:
 *
 * <ul>
 *   <li>Deployment frequency: promotions and deployments of the period, edits by hand that change the version included; going back is
 *       none, nor is the version that a person writes where none stood, which only tells what runs.
 *   <li>Lead time for changes, from commit to running: from the source commit that the version was built from to the landing of its
 *       promotion; the median. For older commits of the same version it was longer.
 *   <li>Change failure rate, deployments that need immediate intervention: the share of the deployments that were undone, or of which
 *       the ledger says that they failed, were kept, rolled forward or quarantined.
 *   <li>Time to restore, from a failed deployment to recovery: from the landing of such a deployment to its undoing or to the next
 *       deployment that is none of them, whichever was first; the median.
 * </ul>
 *
 * Lines have to come newest first, those after the period included: they tell what became of earlier ones.
 */
final class Figures {

    private static final double WEEK = Duration.ofDays(7).toSeconds();

    private final Period period;
    private final List<Long> leads = new ArrayList<>();
    private final List<Long> recoveries = new ArrayList<>();
    private int deployments;
    private int failures;
    /** The oldest deployment so far that was not bad. */
    private Instant nextGood;

    Figures(Period period) {
        this.period = period;
    }

    /**
     * Counts a promotion or deployment.
     *
     * @param builtAt when the source commit was made; empty when that is not known
     */
    void add(HistoryLine line, HistoryReader.Fate fate, Optional<Instant> builtAt) {
        if (line.at().isBefore(period.until())) {
            deployments++;
            builtAt.map(built -> Duration.between(built, line.at()).toSeconds())
                    .filter(seconds -> seconds >= 0)
                    .ifPresent(leads::add);
            if (fate.bad()) {
                failures++;
                Instant recovered = earlier(fate.undoneAt(), nextGood);
                if (recovered != null) {
                    recoveries.add(Duration.between(line.at(), recovered).toSeconds());
                }
            }
        }
        if (!fate.bad()) {
            nextGood = line.at();
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /** How many deployments there were. */
    int deployments() {
        return deployments;
    }

    double perWeek() {
        return Math.round(deployments * WEEK / period.length().toSeconds() * 100) / 100.0;
    }

    /** Median in seconds; empty when no lead time is known. */
    Optional<Long> lead() {
        return median(leads);
    }

    double failRate() {
        return deployments == 0 ? 0 : Math.round(1000.0 * failures / deployments) / 1000.0;
    }

    int failures() {
        return failures;
    }

    /** Median in seconds; empty when nothing was recovered from. */
    Optional<Long> recovery() {
        return median(recoveries);
    }

    /** As plain values; what is not known is left out. Seconds are medians. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("deployments", deployments);
        map.put("deploymentsPerWeek", perWeek());
        lead().ifPresent(seconds -> map.put("leadTimeSeconds", seconds));
        map.put("leadTimesKnown", leads.size());
        map.put("failures", failures);
        map.put("changeFailureRate", failRate());
        recovery().ifPresent(seconds -> map.put("restoreSeconds", seconds));
        map.put("restored", recoveries.size());
        return map;
    }

    private static Optional<Long> median(List<Long> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        Collections.sort(values);
        int middle = values.size() / 2;
        return Optional.of(
                values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2);
    }
}
