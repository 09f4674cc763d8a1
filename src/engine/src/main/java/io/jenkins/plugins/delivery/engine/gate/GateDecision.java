package io.jenkins.plugins.delivery.engine.gate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes one verdict of everything a gate saw. Pure.
 *
 * <p>An environment out of reach wins over everything, because then a failed test says nothing about the software. After that one
 * decided no is enough: a failed check, threshold or test. When nothing but tests failed, and they may be run again, nothing is
 * decided yet. Unreadable, missing or too few reports leave the gate errored.
 */
final class GateDecision {

    private final E2eGateRequest request;
    private final List<CheckOutcome> checks;
    private final List<SuiteResult> suites;

    private GateDecision(E2eGateRequest request, List<CheckOutcome> checks, List<SuiteResult> suites) {
        this.request = request;
        this.checks = checks;
        this.suites = suites;
    }

    /** @param notes sentences for people that decide nothing */
    static E2eGateResult decide(
            E2eGateRequest request,
            List<CheckOutcome> checks,
            List<SuiteResult> suites,
            List<String> notes,
            Duration took) {
        GateDecision decision = new GateDecision(request, checks, suites);
        GateVerdict verdict = decision.verdict();
        return new E2eGateResult(request, verdict, decision.message(verdict), checks, suites, notes, took);
    }

    /** What a person does after a gate that did not pass. */
    static String advice(E2eGateResult result) {
        String report = " " + GateReport.name(result.gate()) + ".html with the run has everything.";
        boolean lost = Stream.concat(
                        result.checks().stream().map(check -> check.verdict() == GateVerdict.ERRORED),
                        result.suites().stream()
                                .map(suite ->
                                        suite.tests() != null && suite.tests().allLost()))
                .anyMatch(found -> found);
        if (result.verdict() == GateVerdict.FAILED) {
            return "Correct the software, or the expectation when the software is right." + report;
        }
        return (lost
                        ? "This is no failed test: check the deployment, the address and the network, then run the gate again."
                        : "Check that the tests ran and where they left their reports.")
                + report;
    }

    private GateVerdict verdict() {
        if (check(GateVerdict.ERRORED).isPresent()) {
            return GateVerdict.ERRORED;
        }
        if (check(GateVerdict.FAILED).isPresent()) {
            return GateVerdict.FAILED;
        }
        if (failed().findAny().isPresent()) {
            return request.mayRunAgain() && failed().allMatch(GateDecision::canRunAgain)
                    ? GateVerdict.UNDECIDED
                    : GateVerdict.FAILED;
        }
        return suites(GateVerdict.ERRORED).findAny().isPresent() ? GateVerdict.ERRORED : GateVerdict.PASSED;
    }

    private String message(GateVerdict verdict) {
        return switch (verdict) {
            case ERRORED ->
                check(GateVerdict.ERRORED)
                        .map(check -> subject() + " could not test " + request.where() + ": " + check.sentence() + ".")
                        .orElseGet(() -> subject() + " could not decide: "
                                + suites(GateVerdict.ERRORED).map(this::told).collect(Collectors.joining("; ")) + ".");
            case FAILED ->
                check(GateVerdict.FAILED)
                        .map(check -> subject() + " failed: " + check.sentence() + others())
                        .orElseGet(() -> subject() + " failed: "
                                + failed().map(this::told).collect(Collectors.joining("; ")) + ".");
            case UNDECIDED ->
                subject() + " runs again what failed in attempt " + request.attempt() + " of " + (request.reruns() + 1)
                        + ": " + failed().map(this::told).collect(Collectors.joining("; ")) + ".";
            case PASSED -> subject() + " passed: " + passed() + ".";
        };
    }

    /** The name of the only suite, called as junit always was, would say nothing. */
    private String told(SuiteResult suite) {
        return suite.name().equals(E2eGateRequest.JUNIT) ? suite.message() : suite.name() + ": " + suite.message();
    }

    private String passed() {
        Stream<String> urls =
                checks.isEmpty() ? Stream.of() : Stream.of(checks.size() + " check" + (checks.size() == 1 ? "" : "s"));
        return Stream.concat(urls, suites.stream().map(this::told)).collect(Collectors.joining(", "));
    }

    private String subject() {
        boolean told = request.env() == null || request.name().contains(request.env());
        return "Gate " + request.name() + (told ? "" : " in " + request.env());
    }

    private String others() {
        long more = checks.stream()
                        .filter(check -> check.verdict() == GateVerdict.FAILED)
                        .count()
                - 1
                + failed().mapToInt(suite ->
                                suite.tests() == null ? 1 : suite.tests().bad())
                        .sum();
        return more == 0 ? "." : " (and " + more + " more).";
    }

    private static boolean canRunAgain(SuiteResult suite) {
        return suite.tests() != null && suite.tests().canRunAgain();
    }

    private Stream<SuiteResult> failed() {
        return suites(GateVerdict.FAILED);
    }

    private Stream<SuiteResult> suites(GateVerdict verdict) {
        return suites.stream().filter(suite -> suite.verdict() == verdict);
    }

    private Optional<CheckOutcome> check(GateVerdict verdict) {
        return checks.stream().filter(check -> check.verdict() == verdict).findFirst();
    }
}
