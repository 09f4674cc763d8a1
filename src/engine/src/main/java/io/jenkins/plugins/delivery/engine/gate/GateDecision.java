package io.jenkins.plugins.delivery.engine.gate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes one verdict of everything a gate saw. Pure.
 *
 * <p>An environment out of reach wins over everything, because then a failed test says nothing about the software. After that one
 * decided no is enough: a failed check or test. Unreadable, missing or too few reports leave the gate undecided.
 */
final class GateDecision {

    private GateDecision() {}

    static E2eGateResult decide(
            E2eGateRequest request, List<CheckOutcome> checks, JUnitReports reports, Duration took) {
        Optional<CheckOutcome> unreachable = first(checks, GateVerdict.ERRORED);
        Optional<CheckOutcome> failedCheck = first(checks, GateVerdict.FAILED);
        JUnitResults tests = reports.results();
        if (unreachable.isPresent()) {
            return result(request, GateVerdict.ERRORED, undecided(request, unreachable.get()), checks, tests, took);
        }
        if (failedCheck.isPresent()) {
            String message = subject(request) + " failed: " + failedCheck.get().sentence()
                    + more(count(checks) + tests.failed() + tests.errors() - 1);
            return result(request, GateVerdict.FAILED, message, checks, tests, took);
        }
        if (!tests.failures().isEmpty()) {
            TestFailure test = tests.failures().get(0);
            String message = subject(request) + " failed: the test " + test.test() + " was expected to pass, but said: "
                    + test.message() + more(tests.failed() + tests.errors() - 1);
            return result(request, GateVerdict.FAILED, message, checks, tests, took);
        }
        Optional<String> doubt = doubt(request, reports);
        if (doubt.isPresent()) {
            String message = subject(request) + " could not decide: " + doubt.get();
            return result(request, GateVerdict.ERRORED, message, checks, tests, took);
        }
        return result(request, GateVerdict.PASSED, passed(request, checks, tests), checks, tests, took);
    }

    /** What a person does after a gate that did not pass. */
    static String advice(E2eGateResult result) {
        boolean reachable = result.checks().stream().noneMatch(check -> check.verdict() == GateVerdict.ERRORED);
        if (result.verdict() == GateVerdict.FAILED) {
            return "Correct the software, or the expectation when the software is right.";
        }
        return reachable
                ? "Check that the tests ran and where they left their reports."
                : "This is no failed test: check the deployment, the address and the network, then run the gate again.";
    }

    private static E2eGateResult result(
            E2eGateRequest request,
            GateVerdict verdict,
            String message,
            List<CheckOutcome> checks,
            JUnitResults tests,
            Duration took) {
        return new E2eGateResult(request.name(), request.env(), verdict, message, checks, tests, took);
    }

    private static String undecided(E2eGateRequest request, CheckOutcome check) {
        return subject(request) + " could not test " + request.where() + ": " + check.sentence() + ".";
    }

    private static Optional<String> doubt(E2eGateRequest request, JUnitReports reports) {
        if (!reports.problems().isEmpty()) {
            int others = reports.problems().size() - 1;
            return Optional.of(reports.problems().get(0) + (others == 0 ? "" : " And " + others + " more problems."));
        }
        JUnitResults tests = reports.results();
        if (!request.junit().isEmpty() && tests.ran() < request.minTests()) {
            String skipped = tests.skipped() == 0 ? "" : " and " + tests.skipped() + " were skipped";
            return Optional.of("the reports tell of " + tests.ran() + " tests that ran" + skipped + ", at least "
                    + request.minTests() + " expected.");
        }
        return Optional.empty();
    }

    private static String passed(E2eGateRequest request, List<CheckOutcome> checks, JUnitResults tests) {
        String urls = checks.isEmpty() ? "" : plural(checks.size(), "check");
        String junit = request.junit().isEmpty()
                ? ""
                : plural(tests.ran(), "test")
                        + (tests.skipped() == 0 ? "" : ", " + tests.skipped() + " skipped")
                        + (tests.flaky() == 0 ? "" : ", " + tests.flaky() + " only after a rerun");
        String both = urls + (urls.isEmpty() || junit.isEmpty() ? "" : ", ") + junit;
        return subject(request) + " passed: " + both + ".";
    }

    private static String subject(E2eGateRequest request) {
        boolean told = request.env() == null || request.name().contains(request.env());
        return "Gate " + request.name() + (told ? "" : " in " + request.env());
    }

    private static String plural(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static String more(int others) {
        return others < 1 ? "." : " (and " + others + " more).";
    }

    private static int count(List<CheckOutcome> checks) {
        return (int) checks.stream()
                .filter(check -> check.verdict() == GateVerdict.FAILED)
                .count();
    }

    private static Optional<CheckOutcome> first(List<CheckOutcome> checks, GateVerdict verdict) {
        return checks.stream().filter(check -> check.verdict() == verdict).findFirst();
    }
}
