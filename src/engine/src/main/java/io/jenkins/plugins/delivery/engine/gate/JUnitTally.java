package io.jenkins.plugins.delivery.engine.gate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Adds up the cases and suites of one report while it is read. */
final class JUnitTally {

    /** How a test case ended. */
    enum Outcome {
        PASSED,
        FAILED,
        ERROR,
        SKIPPED
    }

    private final String file;
    private final Deque<Suite> suites = new ArrayDeque<>();
    private final List<TestFailure> failures = new ArrayList<>();
    private int total;
    private int failed;
    private int errors;
    private int skipped;
    private int flaky;

    /** @param file the report as people know it */
    JUnitTally(String file) {
        this.file = file;
    }

    /** A suite that is being read: what its writer announced and what was found in it. */
    private static final class Suite {
        final String name;
        final int announced;
        int found;

        Suite(String name, int announced) {
            this.name = name;
            this.announced = announced;
        }
    }

    /** @param announced failures and errors as the suite's own attributes say */
    void enterSuite(String name, int announced) {
        suites.push(new Suite(name, announced));
    }

    /**
     * A suite that announces more failures than it names (a suite that could not be set up, with some writers) has failed all the
     * same: the difference counts as errors.
     */
    void leaveSuite() {
        Suite suite = suites.pop();
        if (suite.announced > suite.found) {
            int unnamed = suite.announced - suite.found;
            errors += unnamed;
            total += unnamed;
            keep(suite.name, "the suite reports " + suite.announced + " failures and names only " + suite.found);
            suite.found = suite.announced;
        }
        if (!suites.isEmpty()) {
            suites.peek().found += suite.found;
        }
    }

    /** @param rerun whether an earlier run of the same test had failed */
    void add(String test, Outcome outcome, String message, boolean rerun) {
        total++;
        switch (outcome) {
            case FAILED -> failed++;
            case ERROR -> errors++;
            case SKIPPED -> skipped++;
            case PASSED -> flaky += rerun ? 1 : 0;
        }
        if (outcome == Outcome.FAILED || outcome == Outcome.ERROR) {
            if (!suites.isEmpty()) {
                suites.peek().found++;
            }
            keep(test, message);
        }
    }

    JUnitResults results() {
        return new JUnitResults(total, failed, errors, skipped, flaky, failures);
    }

    private void keep(String test, String message) {
        if (failures.size() < JUnitResults.MOST_FAILURES) {
            failures.add(new TestFailure(test, message, file));
        }
    }
}
