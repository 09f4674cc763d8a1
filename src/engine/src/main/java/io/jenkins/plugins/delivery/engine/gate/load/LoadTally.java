package io.jenkins.plugins.delivery.engine.gate.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Adds up samples, in total and by label. As in JMeter's own report transactions count for their label only: they sum up samples that
 * are counted by themselves. A test that saved nothing but transactions is judged by those.
 */
final class LoadTally implements LoadSample {

    /** The longest time that a sample can take, a week; keeps a histogram small. */
    static final long LONGEST = 7L * 24 * 60 * 60 * 1000;

    /** A plan that puts numbers into its labels must not fill the memory. */
    static final int MOST_LABELS = 500;

    private final long from;
    private final Predicate<String> wanted;
    private final TimesTally plain = new TimesTally();
    private final TimesTally transactions = new TimesTally();
    private final Map<String, TimesTally> labels = new LinkedHashMap<>();
    private long ignored;
    private boolean tooManyLabels;
    private boolean unjudged;

    /**
     * @param from samples that began earlier are left out, in milliseconds of Unix time
     * @param wanted labels that have limits of their own, which are kept even when there are many
     */
    LoadTally(long from, Predicate<String> wanted) {
        this.from = from;
        this.wanted = wanted;
    }

    @Override
    public void take(String label, long start, long elapsed, SampleOutcome outcome, boolean transaction) {
        if (start < from) {
            ignored++;
            return;
        }
        (transaction ? transactions : plain).add(start, elapsed, outcome);
        TimesTally own = labels.get(label);
        if (own == null) {
            own = begin(label);
        }
        if (own != null) {
            own.add(start, elapsed, outcome);
        }
    }

    private TimesTally begin(String label) {
        boolean limited = labels.size() >= MOST_LABELS && wanted.test(label);
        if (labels.size() < (limited ? 2 * MOST_LABELS : MOST_LABELS)) {
            TimesTally own = new TimesTally();
            labels.put(label, own);
            return own;
        }
        tooManyLabels = true;
        unjudged |= limited;
        return null;
    }

    LoadResults results() {
        Map<String, LoadFigures> figures = new TreeMap<>();
        labels.forEach((label, tally) -> figures.put(label, tally.figures()));
        TimesTally total = plain.isEmpty() ? transactions : plain;
        return new LoadResults(total.figures(), figures, ignored, tooManyLabels, unjudged);
    }
}
