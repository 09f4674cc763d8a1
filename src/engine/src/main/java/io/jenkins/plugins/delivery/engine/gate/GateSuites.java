package io.jenkins.plugins.delivery.engine.gate;

import io.jenkins.plugins.delivery.engine.Defaults;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads all suites of a gate, those of an earlier attempt included.
 *
 * @param results one for each suite
 * @param notes on the flaky list
 * @param checks what the earlier attempt found out about URLs, which is not asked again
 */
record GateSuites(List<SuiteResult> results, List<String> notes, List<CheckOutcome> checks) {

    static final GateSuites NONE = new GateSuites(List.of(), List.of(), List.of());

    /** @throws InvalidInputException with every problem of every suite's settings, before anything is read */
    static void check(E2eGateRequest request, SuiteReaders readers) {
        List<String> problems = new ArrayList<>();
        problems.addAll(problems(request.suites(), readers));
        if (request.attempt() < 2 && !request.before().isEmpty()) {
            problems.add("before: there is nothing before attempt " + Math.max(1, request.attempt()));
        }
        if (request.attempt() > 1 && !wasUndecided(last(request))) {
            problems.add("before: attempt " + request.attempt()
                    + " needs what this gate returned for the one before, with the verdict undecided");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("e2eGate", problems);
        }
    }

    /**
     * What is wrong with the settings that suites have by their kinds, each with its place in front.
     *
     * @param suites as they were given; what is wrong beside the settings is for the request to tell
     */
    static List<String> problems(List<?> suites, SuiteReaders readers) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < suites.size(); i++) {
            if (suites.get(i) instanceof Map<?, ?> map) {
                String where = Suite.where(i, map);
                Object kind = map.get("kind") == null
                        ? Defaults.ofStep(Suite.DEFAULTS).get("kind")
                        : map.get("kind");
                SuiteKind.of(kind).ifPresent(known -> readers.problems(known, Suite.settingsOf(map))
                        .forEach(problem -> problems.add(where + "." + problem)));
            }
        }
        return problems;
    }

    /** @throws InvalidInputException with every problem of the flaky list */
    static GateSuites read(E2eGateRequest request, SuiteReaders readers, EngineContext context) {
        List<Suite> suites = request.allSuites();
        boolean asked = !request.flaky().equals(Defaults.ofStep("e2eGate").get("flaky"));
        FlakyList list = suites.stream().anyMatch(suite -> suite.kind().ofTests())
                ? FlakyList.read(context.workDir(), request.flaky(), asked)
                : FlakyList.EMPTY;
        LocalDate today = LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC);
        TestSuites tests = new TestSuites(readers.tests(), list, context.clock().instant(), context.workDir());
        if (request.attempt() > 1) {
            return again(request, last(request), tests, readers, context);
        }
        List<SuiteResult> results = suites.stream()
                .map(suite -> first(suite, tests, readers, context))
                .toList();
        boolean complete = results.stream()
                .allMatch(result ->
                        result.tests() == null || result.tests().problems().isEmpty());
        List<String> notes = new ArrayList<>(list.expired(today));
        // What a suite that broke off would have told is not known.
        notes.addAll(complete ? tests.unmatched(suites) : List.of());
        return new GateSuites(results, notes, List.of());
    }

    private static SuiteResult first(Suite suite, TestSuites tests, SuiteReaders readers, EngineContext context) {
        if (suite.kind().ofTests()) {
            return tests.first(suite);
        }
        SuiteResult result = readers.others().get(suite.kind()).read(suite, context);
        // What a run that broke off had measured may condemn a version, and never lets it pass.
        // Commands of ZAP fail whenever there is an alert, and write their report at the end.
        boolean complete = suite.ran() || suite.ended() && suite.kind() == SuiteKind.ZAP;
        return complete || result.verdict() == GateVerdict.FAILED
                ? result
                : new SuiteResult(
                        suite.name(),
                        suite.kind(),
                        GateVerdict.ERRORED,
                        "the run " + suite.told(),
                        result.figures(),
                        result.notes(),
                        result.details(),
                        null);
    }

    private static GateSuites again(
            E2eGateRequest request, Map<?, ?> earlier, TestSuites tests, SuiteReaders readers, EngineContext context) {
        List<SuiteResult> before = ((List<?>) earlier.get("suites"))
                .stream().map(map -> SuiteResult.fromMap((Map<?, ?>) map)).toList();
        List<SuiteResult> results = new ArrayList<>();
        for (SuiteResult known : before) {
            Optional<Suite> suite = request.allSuites().stream()
                    .filter(one -> one.name().equals(known.name()))
                    .findFirst();
            results.add(
                    suite.isPresent() && known.verdict() == GateVerdict.FAILED
                            ? tests.again(suite.get(), known, request.attempt())
                            : known);
        }
        request.allSuites().stream()
                .filter(suite -> before.stream().noneMatch(known -> known.name().equals(suite.name())))
                .forEach(suite -> results.add(first(suite, tests, readers, context)));
        List<CheckOutcome> checks = ((List<?>) earlier.get("checks"))
                .stream().map(map -> CheckOutcome.fromMap((Map<?, ?>) map)).toList();
        List<String> notes =
                ((List<?>) earlier.get("notes")).stream().map(String::valueOf).toList();
        return new GateSuites(results, notes, checks);
    }

    /** What the gate said of the last attempt; empty when that is not given. */
    private static Map<String, Object> last(E2eGateRequest request) {
        return request.before().isEmpty()
                ? Map.of()
                : request.before().get(request.before().size() - 1);
    }

    private static boolean wasUndecided(Map<String, Object> result) {
        return GateVerdict.UNDECIDED.text().equals(result.get("verdict"))
                && Stream.of("suites", "checks", "notes").allMatch(key -> result.get(key) instanceof List);
    }

    /** As plain values, for the state of a wait. */
    Map<String, Object> toMap() {
        return Map.of(
                "results", results.stream().map(SuiteResult::toMap).toList(),
                "notes", notes,
                "checks", checks.stream().map(CheckOutcome::toMap).toList());
    }

    /** The inverse of {@link #toMap()}. */
    static GateSuites fromMap(Map<?, ?> map) {
        return new GateSuites(
                ((List<?>) map.get("results"))
                        .stream()
                                .map(one -> SuiteResult.fromMap((Map<?, ?>) one))
                                .toList(),
                ((List<?>) map.get("notes")).stream().map(String::valueOf).toList(),
                ((List<?>) map.get("checks"))
                        .stream()
                                .map(one -> CheckOutcome.fromMap((Map<?, ?>) one))
                                .toList());
    }
}
