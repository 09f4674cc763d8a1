package io.jenkins.plugins.delivery.engine.gate.load;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges the figures of a load test. Pure.
 *
 * <p>A test that reached nothing, or too little of it, decides nothing. After that one limit that is not kept is enough for a no; a
 * label that a limit names and nobody sent leaves the verdict open.
 */
record LoadDecision(GateVerdict verdict, String message, List<String> notes) {

    private static final int MOST_NAMED = 3;

    static LoadDecision of(LoadThresholds thresholds, LoadResults results) {
        LoadFigures total = results.total();
        if (total.samples() > 0 && total.unreached() == total.samples()) {
            return errored(results, "none of the " + total.samples() + " samples got a connection to the environment");
        }
        if (total.samples() < thresholds.minSamples()) {
            return errored(results, few(total.samples(), thresholds.minSamples()) + afterRampUp(thresholds, results));
        }
        List<String> broken = new ArrayList<>(thresholds.limits().broken(total));
        List<String> open = new ArrayList<>();
        thresholds.labelLimits().forEach((pattern, limits) -> {
            Map<String, LoadFigures> matching = matching(pattern, results.labels());
            if (matching.isEmpty()) {
                open.add("no sample has the label '" + pattern + "'"
                        + NearestName.of(pattern, results.labels().keySet())
                                .map(near -> " (there is '" + near + "')")
                                .orElse(""));
            }
            matching.forEach((label, figures) -> {
                limits.broken(figures).forEach(clause -> broken.add(label + ": " + clause));
                if (figures.samples() < limits.minSamples()) {
                    open.add(label + ": " + few(figures.samples(), limits.minSamples()));
                }
            });
        });
        if (results.unjudged()) {
            open.add("more than " + LoadTally.MOST_LABELS
                    + " labels have limits; give requests that differ by a number one" + " label");
        }
        if (!broken.isEmpty()) {
            return new LoadDecision(GateVerdict.FAILED, joined(broken), notes(results));
        }
        return open.isEmpty()
                ? new LoadDecision(GateVerdict.PASSED, total.sentence(), notes(results))
                : errored(results, joined(open));
    }

    private static LoadDecision errored(LoadResults results, String message) {
        return new LoadDecision(GateVerdict.ERRORED, message, notes(results));
    }

    private static String few(long samples, int wanted) {
        return samples + (samples == 1 ? " sample is" : " samples are") + " too few to judge by, at least " + wanted
                + " expected";
    }

    private static String afterRampUp(LoadThresholds thresholds, LoadResults results) {
        return results.ignored() == 0
                ? ""
                : " (" + results.ignored() + " more are of the first " + Durations.text(thresholds.ignoreFirst())
                        + ", which are left out)";
    }

    private static List<String> notes(LoadResults results) {
        List<String> notes = new ArrayList<>();
        if (results.tooManyLabels()) {
            notes.add("The test has more than " + LoadTally.MOST_LABELS
                    + " labels: those after count in the total only. Give requests that differ by a number one label.");
        }
        if (results.ignored() > 0) {
            notes.add(results.ignored() + " samples of the ramp-up are in none of the figures.");
        }
        long unreached = results.total().unreached();
        if (unreached > 0) {
            notes.add(unreached + " of " + results.total().samples() + " samples got no connection.");
        }
        return notes;
    }

    private static Map<String, LoadFigures> matching(String pattern, Map<String, LoadFigures> labels) {
        Map<String, LoadFigures> matching = new LinkedHashMap<>();
        labels.forEach((label, figures) -> {
            if (LoadThresholds.matches(pattern, label)) {
                matching.put(label, figures);
            }
        });
        return matching;
    }

    private static String joined(List<String> clauses) {
        int others = clauses.size() - MOST_NAMED;
        String named = String.join("; ", clauses.subList(0, Math.min(MOST_NAMED, clauses.size())));
        return others < 1 ? named : named + "; and " + others + " more";
    }
}
