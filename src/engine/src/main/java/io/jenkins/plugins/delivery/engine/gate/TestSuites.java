package io.jenkins.plugins.delivery.engine.gate;

import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the reports of suites of tests, and those of their failed tests that ran once more. */
final class TestSuites {

    private final Map<SuiteKind, TestReader> readers;
    private final FlakyList list;
    private final Instant now;
    private final LocalDate today;
    private final Path workDir;
    private final Set<FlakyList.Entry> unseen;

    TestSuites(Map<SuiteKind, TestReader> readers, FlakyList list, Instant now, Path workDir) {
        this.readers = readers;
        this.list = list;
        this.now = now;
        this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        this.workDir = workDir;
        this.unseen = new LinkedHashSet<>(list.entries());
    }

    /** The first run of a suite. */
    SuiteResult first(Suite suite) {
        TestTally tally = new TestTally(suite.name(), list, today, Set.of());
        TestResults results = read(suite, tally);
        unseen.retainAll(tally.unseen());
        if (results.problems().isEmpty() && results.ran() < suite.minTests()) {
            String skipped = results.skipped() == 0 ? "" : " and " + results.skipped() + " were skipped";
            results = results.but("the reports tell of " + results.ran() + " tests that ran" + skipped + ", at least "
                    + suite.minTests() + " expected");
        }
        if (!suite.ran() && !explained(suite, results)) {
            // Whatever the reports say, they do not say everything.
            results = TestResults.NONE.but("the run " + suite.told()).plus(results);
        }
        return judge(suite, results);
    }

    /** Whether the failed command of a run that came to its end is what its tests say as well. */
    private static boolean explained(Suite suite, TestResults results) {
        return suite.ended() && results.problems().isEmpty() && (results.bad() > 0 || results.flaky() > 0);
    }

    /** A run of just the failed tests of an earlier attempt: what passes now is flaky, everything else stays as it was. */
    SuiteResult again(Suite suite, SuiteResult before, int attempt) {
        Set<String> ids = new LinkedHashSet<>();
        before.tests().failures().forEach(failure -> ids.add(failure.id()));
        TestTally tally = new TestTally(suite.name(), list, today, ids);
        TestResults results = read(suite, tally);
        if (results.allLost()) {
            return judge(suite, before.tests().lost(results.failures()));
        }
        return judge(suite, Rerun.merge(before.tests(), results, tally.again(), attempt));
    }

    /** Sentences on entries of the flaky list that match no test of the suites that they are for. */
    List<String> unmatched(List<Suite> read) {
        return unseen.stream()
                .filter(entry -> entry.suite().isEmpty()
                        || read.stream().anyMatch(suite -> suite.name().equals(entry.suite())))
                .map(entry -> "The flaky list's entry '" + entry.test() + "' of " + entry.owner()
                        + (entry.suite().isEmpty()
                                ? " matches no test of this gate; delete it, or say by 'suite' which tests it is for."
                                : " matches no test of " + entry.suite() + " any more and can be deleted."))
                .toList();
    }

    private TestResults read(Suite suite, TestTally tally) {
        return read(readers.get(suite.kind()), suite.report(), suite.began(now), workDir, tally);
    }

    /** @param began when the run began that wrote the reports; what is older is of another one */
    static TestResults read(TestReader reader, List<String> globs, Instant began, Path workDir, TestTally tally) {
        List<String> problems = new ArrayList<>();
        Set<Path> files = new TreeSet<>();
        for (String glob : globs) {
            try {
                files.addAll(SuiteFiles.written(workDir, glob, "test report", began));
            } catch (UnreadableReport e) {
                problems.add(e.getMessage());
            }
        }
        for (Path file : files) {
            String name = WorkspacePath.text(workDir, file);
            tally.report(name);
            try {
                reader.read(file, tally);
            } catch (UnreadableReport e) {
                problems.add("the test report " + name + " cannot be read: " + e.getMessage());
            }
        }
        TestResults results = tally.results();
        for (String problem : problems) {
            results = results.but(problem);
        }
        return results;
    }

    private static SuiteResult judge(Suite suite, TestResults results) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("tests", results.ran());
        figures.put("failed", results.bad());
        figures.put("skipped", results.skipped());
        figures.put("flaky", results.flaky());
        GateVerdict verdict = results.allLost()
                ? GateVerdict.ERRORED
                : results.bad() > 0
                        ? GateVerdict.FAILED
                        : results.problems().isEmpty() ? GateVerdict.PASSED : GateVerdict.ERRORED;
        // What leaves doubt and does not decide is told all the same.
        List<String> notes = results.bad() > 0
                ? results.problems().stream()
                        .map(problem -> suite.name() + ": " + problem + ".")
                        .toList()
                : List.of();
        return new SuiteResult(
                suite.name(), suite.kind(), verdict, message(results), figures, notes, List.of(), results);
    }

    private static String message(TestResults results) {
        if (results.allLost()) {
            String first = results.failures().isEmpty()
                    ? "no connection"
                    : results.failures().get(0).message();
            return "not one of " + results.ran() + " tests could connect (" + first + ")";
        }
        if (results.bad() > 0) {
            int more = results.bad() - 1;
            String first = results.failures().isEmpty()
                    ? results.bad() + " tests failed"
                    : "the test " + results.failures().get(0).test() + " was expected to pass, but said: "
                            + results.failures().get(0).message();
            return first + (more == 0 || results.failures().isEmpty() ? "" : " (and " + more + " more)");
        }
        if (!results.problems().isEmpty()) {
            int more = results.problems().size() - 1;
            return results.problems().get(0)
                    + (more == 0 ? "" : " (and " + more + " more problem" + (more == 1 ? ")" : "s)"));
        }
        return results.ran()
                + (results.ran() == 1 ? " test" : " tests")
                + (results.skipped() == 0 ? "" : ", " + results.skipped() + " skipped")
                + (results.flaky() == 0 ? "" : ", " + results.flaky() + " flaky");
    }
}
