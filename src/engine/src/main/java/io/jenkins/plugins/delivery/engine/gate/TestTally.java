package io.jenkins.plugins.delivery.engine.gate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds up the tests of one suite while its reports are read. Its size does not grow with the number of tests. */
public final class TestTally {

    private static final int LONGEST_NAME = 300;

    /** With all that are kept it stays below the 128 KiB that Linux takes in one variable. */
    private static final int LONGEST_ID = 1000;

    private final String suite;
    private final FlakyList list;
    private final LocalDate today;
    private final Set<FlakyList.Entry> unseen;
    private final Map<String, Boolean> again = new HashMap<>();
    private final Set<String> watched;
    private final List<TestFailure> failures = new ArrayList<>();
    private final List<FlakyTest> flakes = new ArrayList<>();
    private String file = "";
    private int total;
    private int failed;
    private int errors;
    private int skipped;
    private int flaky;
    private int unreachable;

    /** @param watched ids of the tests whose outcome is wanted one by one */
    TestTally(String suite, FlakyList list, LocalDate today, Set<String> watched) {
        this.suite = suite;
        this.list = list;
        this.today = today;
        this.watched = watched;
        this.unseen = new LinkedHashSet<>(list.entries());
    }

    /** @param name of the report that is read from now on, as people know it */
    void report(String name) {
        file = name;
    }

    /** Counts a test. */
    public void add(TestCase test) {
        add(test, 1);
    }

    /** Counts failures that a report announces and does not name, under one name. */
    public void add(TestCase test, int count) {
        total += count;
        unseen.removeIf(entry -> entry.matches(suite, test));
        if (test.id() != null && watched.contains(test.id()) && test.outcome() != TestCase.Outcome.SKIPPED) {
            again.merge(test.id(), !test.outcome().isBad(), Boolean::logicalAnd);
        }
        unreachable += test.lost() ? count : 0;
        switch (test.outcome()) {
            case SKIPPED -> skipped += count;
            case PASSED -> {
                if (test.again()) {
                    flake(test, "passed when its tool ran it again", count);
                }
            }
            case FAILED, ERROR ->
                list.excuse(suite, test, today)
                        .ifPresentOrElse(entry -> flake(test, entry.why(), count), () -> fail(test, count));
        }
    }

    private void fail(TestCase test, int count) {
        boolean error = test.outcome() == TestCase.Outcome.ERROR;
        failed += error ? 0 : count;
        errors += error ? count : 0;
        if (failures.size() < TestResults.MOST) {
            failures.add(new TestFailure(shown(test), alone(test.id()), test.message(), file, error));
        }
    }

    private void flake(TestCase test, String why, int count) {
        flaky += count;
        if (flakes.size() < TestResults.MOST) {
            flakes.add(new FlakyTest(shown(test), test.message(), file, why));
        }
    }

    /** Names go through the saved state of a run and its log. */
    private static String shown(TestCase test) {
        return ReportText.line(test.test(), LONGEST_NAME);
    }

    /** What is too long for the environment of a process cannot be run again alone. */
    private static String alone(String id) {
        return id == null || id.length() > LONGEST_ID ? null : id;
    }

    /** What was counted. */
    TestResults results() {
        return new TestResults(total, failed, errors, skipped, flaky, unreachable, failures, flakes, List.of());
    }

    /** The watched tests that ran, and whether they passed; one that ran several times has passed when it always did. */
    Map<String, Boolean> again() {
        return Map.copyOf(again);
    }

    /** Entries of the flaky list, for this suite, that matched no test. */
    Set<FlakyList.Entry> unseen() {
        return unseen;
    }
}
