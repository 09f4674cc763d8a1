package io.jenkins.plugins.delivery.engine.gate;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.files.FileGlobs;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Input of {@code e2eGate}. */
public record E2eGateRequest(
        @Parameter(help = "What the gate is called in messages and reports.")
        String name,

        @Parameter(help = "The environment that is tested, for messages.")
        String env,

        @Parameter(help = "Address of the environment; checks start below it.")
        String url,

        @Parameter(help = "The version that must answer before anything is checked; needs versionPath.")
        String version,

        @Parameter(
                help =
                        "Path that tells the running version, as plain text or in a JSON field 'version', also one below 'build' or the like.")
        String versionPath,

        @Parameter(help = "Path that answers with 2xx or 3xx once the environment can be tested.")
        String ready,

        @Parameter(help = "How long the environment may take to become ready.")
        Duration readyTimeout,

        @Parameter(
                help =
                        "URL checks: maps with path, method, status, contains, matches, json, headers, send, body, credentialsId, within and certificate.")
        List<Map<String, Object>> checks,

        @Parameter(help = "Globs of JUnit XML reports below the work directory; short for one suite of them.")
        List<String> junit,

        @Parameter(help = "How many tests of junit must have run at least, skipped ones not counted.")
        int minTests,

        @Parameter(
                help =
                        "What ran against the environment: maps with name, kind (junit, newman, jmeter, zap), report, outcome, since, minTests and the thresholds of the kind.")
        List<Map<String, Object>> suites,

        @Parameter(
                help =
                        "Which run of the tests this is, from 1 on, when failed ones are run again; without it they are not, and a failed test fails the gate at once.")
        int attempt,

        @Parameter(help = "How often failed tests may be run again.")
        int reruns,

        @Parameter(help = "What the gate said about the earlier attempts; the last of them is needed.")
        List<Map<String, Object>> before,

        @Parameter(
                help =
                        "File of the workspace that lists flaky tests: entries with test, owner, reason, expires and perhaps suite.")
        String flaky,

        @Parameter(help = "When the gate gives up as a whole.")
        Duration timeout,

        @Parameter(help = "What to do when the gate does not pass: fail or warn.")
        OnFail onFail)
        implements OperationRequest {

    /** The name of the suite that {@code junit} is short for. */
    static final String JUNIT = "tests";

    /** @throws InvalidInputException with every problem, those of each check with its path */
    public E2eGateRequest {
        List<String> problems = new ArrayList<>();
        bindAll(checks, problems);
        suitesOf(suites, problems);
        if (url == null && junit.isEmpty() && suites.isEmpty()) {
            problems.add("there is nothing to check: give url, checks, suites or junit");
        }
        if (url == null && !checks.isEmpty()) {
            problems.add("checks need a url to start from");
        }
        if (url == null && versionPath != null) {
            problems.add("versionPath needs a url to start from");
        }
        if (version == null && versionPath != null) {
            problems.add("versionPath needs the version to expect there");
        }
        if (url != null) {
            checkAddress(url, problems);
        }
        checkPath("ready", ready, problems);
        checkPath("versionPath", versionPath, problems);
        for (String glob : junit) {
            FileGlobs.problemOf(glob).ifPresent(problem -> problems.add("junit: " + problem));
        }
        for (Map.Entry<String, Integer> number : Map.of("minTests", minTests, "attempt", attempt, "reruns", reruns)
                .entrySet()) {
            if (number.getValue() < 0) {
                problems.add(number.getKey() + ": " + number.getValue() + " is negative");
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("e2eGate", problems);
        }
        checks = List.copyOf(checks);
        junit = List.copyOf(junit);
        suites = List.copyOf(suites);
    }

    /** The checks in their order. */
    public List<UrlCheck> urlChecks() {
        return bindAll(checks, new ArrayList<>());
    }

    /** What ran against the environment, in its order; {@code junit} is the first. */
    public List<Suite> allSuites() {
        Stream<Suite> plain = junit.isEmpty()
                ? Stream.empty()
                : Stream.of(new Suite(JUNIT, SuiteKind.JUNIT, junit, Suite.RAN, minTests, Map.of(), null));
        return Stream.concat(plain, suitesOf(suites, new ArrayList<>()).stream())
                .toList();
    }

    /** Whether failed tests may be run again after this attempt. */
    boolean mayRunAgain() {
        return attempt > 0 && attempt <= reruns;
    }

    /** {@code stage (https://…)}, or what of it is known. */
    public String where() {
        if (env == null) {
            return url == null ? "the tests" : url;
        }
        return url == null ? env : env + " (" + url + ")";
    }

    private static List<UrlCheck> bindAll(List<?> maps, List<String> problems) {
        return IntStream.range(0, maps.size())
                .mapToObj(i -> UrlCheck.bind("checks[" + i + "]", maps.get(i), problems))
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<Suite> suitesOf(List<?> maps, List<String> problems) {
        List<Suite> suites = IntStream.range(0, maps.size())
                .mapToObj(i -> Suite.bind(i, maps.get(i), problems))
                .filter(Objects::nonNull)
                .toList();
        Set<String> names = new HashSet<>(Set.of(JUNIT));
        suites.stream()
                .filter(suite -> !names.add(suite.name()))
                .forEach(suite -> problems.add("suites: there are two called '" + suite.name() + "'"));
        Map<String, String> writers = new HashMap<>();
        suites.forEach(suite -> suite.report().stream().distinct().forEach(glob -> {
            String other = writers.putIfAbsent(glob, suite.name());
            if (other != null) {
                problems.add("suites: " + other + " and " + suite.name() + " have the same report '" + glob
                        + "'; each is judged by what it leaves itself");
            }
        }));
        return suites;
    }

    private static void checkAddress(String url, List<String> problems) {
        try {
            HttpEndpoint.of("the environment", url, Optional.empty());
        } catch (InvalidInputException e) {
            e.problems().forEach(problem -> problems.add("url: " + problem));
        }
    }

    private static void checkPath(String name, String path, List<String> problems) {
        if (path != null && !path.matches("/[\\x21-\\x7e]*")) {
            problems.add(name + ": '" + path + "' is not a path; write it with a leading slash and percent-encoded");
        }
    }
}
