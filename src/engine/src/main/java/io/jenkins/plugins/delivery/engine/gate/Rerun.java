package io.jenkins.plugins.delivery.engine.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Lays the run of failed tests over the run in which they failed. Pure.
 *
 * <p>A failure stands until a later run disproves it: a test that passes now is flaky and its first failure is kept; one that fails
 * again, or did not run again, has failed. A test that fails only now had passed before, unless the first run did not come to its end.
 */
final class Rerun {

    private Rerun() {}

    /** @param again the tests that ran again, and whether they passed */
    static TestResults merge(TestResults before, TestResults now, Map<String, Boolean> again, int attempt) {
        List<TestFailure> failures = new ArrayList<>();
        List<FlakyTest> flakes = new ArrayList<>();
        for (TestFailure failure : before.failures()) {
            if (Boolean.TRUE.equals(again.get(failure.id()))) {
                flakes.add(new FlakyTest(
                        failure.test(), failure.message(), failure.file(), "passed on attempt " + attempt));
            } else {
                failures.add(failure);
            }
        }
        boolean complete = before.problems().isEmpty();
        List<TestFailure> others = now.failures().stream()
                .filter(failure ->
                        before.failures().stream().noneMatch(known -> Objects.equals(known.id(), failure.id())))
                .toList();
        int added = complete ? 0 : others.size();
        if (complete) {
            others.forEach(failure -> flakes.add(new FlakyTest(
                    failure.test(), failure.message(), failure.file(), "failed on attempt " + attempt + " only")));
        } else {
            failures.addAll(others);
        }
        int errors = (int) failures.stream().filter(TestFailure::error).count();
        List<FlakyTest> all = new ArrayList<>(before.flakes());
        all.addAll(flakes);
        return new TestResults(
                before.total() + added,
                failures.size() - errors,
                errors,
                before.skipped(),
                before.flaky() + flakes.size(),
                0,
                failures,
                all,
                before.problems());
    }
}
