package io.jenkins.plugins.delivery.engine.gate;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * The sum of reports of tests.
 *
 * @param total test cases
 * @param failed with a failed assertion
 * @param errors ended by an unexpected exception
 * @param skipped not run
 * @param flaky failed once and passed when they ran again, or failed and on the flaky list; counted as passed
 * @param unreachable how many failed because there was no connection
 * @param failures the failed and errored ones, the first {@value #MOST} of them
 * @param flakes the flaky ones, the first {@value #MOST} of them
 * @param problems why the sum is not the whole truth: unreadable reports, globs without a match; empty when it is
 */
public record TestResults(
        int total,
        int failed,
        int errors,
        int skipped,
        int flaky,
        int unreachable,
        List<TestFailure> failures,
        List<FlakyTest> flakes,
        List<String> problems) {

    /** How many are kept one by one; the numbers count all of them. */
    static final int MOST = 50;

    static final TestResults NONE = new TestResults(0, 0, 0, 0, 0, 0, List.of(), List.of(), List.of());

    public TestResults {
        failures = first(failures.stream());
        flakes = first(flakes.stream());
        problems = first(problems.stream());
    }

    /**
     * Sums up the reports that match, without judging them.
     *
     * @param globs as {@link io.jenkins.plugins.delivery.engine.files.FileGlobs} takes them
     * @param workDir where they start
     */
    public static TestResults of(TestReader reader, List<String> globs, Path workDir) {
        return TestSuites.read(
                reader, globs, Instant.MIN, workDir, new TestTally("", FlakyList.EMPTY, LocalDate.EPOCH, Set.of()));
    }

    /** Tests that really ran. */
    public int ran() {
        return total - skipped;
    }

    /** Tests that count as failed. */
    public int bad() {
        return failed + errors;
    }

    /** Whether not one test reached what it tests. */
    boolean allLost() {
        return unreachable > 0 && unreachable >= ran();
    }

    /** Whether every failed test is known one by one, with what runs it again. */
    boolean canRunAgain() {
        return failures.size() == bad() && failures.stream().allMatch(failure -> failure.id() != null);
    }

    /** The sum of both. */
    TestResults plus(TestResults other) {
        return new TestResults(
                total + other.total,
                failed + other.failed,
                errors + other.errors,
                skipped + other.skipped,
                flaky + other.flaky,
                unreachable + other.unreachable,
                Stream.concat(failures.stream(), other.failures.stream()).toList(),
                Stream.concat(flakes.stream(), other.flakes.stream()).toList(),
                Stream.concat(problems.stream(), other.problems.stream()).toList());
    }

    /** The same with one more reason for doubt. */
    TestResults but(String problem) {
        return plus(new TestResults(0, 0, 0, 0, 0, 0, List.of(), List.of(), List.of(problem)));
    }

    /** The same when not one of the tests that ran again could connect. */
    TestResults lost(List<TestFailure> disconnected) {
        return new TestResults(total, failed, errors, skipped, flaky, ran(), disconnected, flakes, problems);
    }

    /** The numbers, as in the result of {@code e2eGate}. */
    public Map<String, Object> numbers() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("total", total);
        map.put("failed", failed);
        map.put("errors", errors);
        map.put("skipped", skipped);
        map.put("flaky", flaky);
        return map;
    }

    /** Everything, as plain values. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>(numbers());
        map.put("unreachable", unreachable);
        map.put("failures", failures.stream().map(TestFailure::toMap).toList());
        map.put("flakes", flakes.stream().map(FlakyTest::toMap).toList());
        map.put("problems", problems);
        return map;
    }

    /** The inverse of {@link #toMap()}. */
    static TestResults fromMap(Map<?, ?> map) {
        ToIntFunction<String> number = key -> ((Number) map.get(key)).intValue();
        return new TestResults(
                number.applyAsInt("total"),
                number.applyAsInt("failed"),
                number.applyAsInt("errors"),
                number.applyAsInt("skipped"),
                number.applyAsInt("flaky"),
                number.applyAsInt("unreachable"),
                ((List<?>) map.get("failures"))
                        .stream()
                                .map(failure -> TestFailure.fromMap((Map<?, ?>) failure))
                                .toList(),
                ((List<?>) map.get("flakes"))
                        .stream()
                                .map(flake -> FlakyTest.fromMap((Map<?, ?>) flake))
                                .toList(),
                ((List<?>) map.get("problems")).stream().map(String::valueOf).toList());
    }

    private static <T> List<T> first(Stream<T> all) {
        return all.limit(MOST).toList();
    }
}
