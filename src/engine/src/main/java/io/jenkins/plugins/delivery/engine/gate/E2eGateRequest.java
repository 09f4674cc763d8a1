package io.jenkins.plugins.delivery.engine.gate;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

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

        @Parameter(help = "Path that tells the running version, as plain text or in the JSON field 'version'.")
        String versionPath,

        @Parameter(help = "Path that answers with 2xx or 3xx once the environment can be tested.")
        String ready,

        @Parameter(help = "How long the environment may take to become ready.")
        Duration readyTimeout,

        @Parameter(
                help =
                        "URL checks: maps with path, method, status, contains, json, headers, send, credentialsId and within.")
        List<Map<String, Object>> checks,

        @Parameter(help = "Globs of JUnit XML reports below the work directory.")
        List<String> junit,

        @Parameter(help = "How many tests must have run at least, skipped ones not counted.")
        int minTests,

        @Parameter(help = "When the gate gives up as a whole.")
        Duration timeout,

        @Parameter(help = "What to do when the gate does not pass: fail or warn.")
        OnFail onFail)
        implements OperationRequest {

    /** @throws InvalidInputException with every problem, those of each check with its path */
    public E2eGateRequest {
        List<String> problems = new ArrayList<>();
        bindAll(checks, problems);
        if (url == null && junit.isEmpty()) {
            problems.add("there is nothing to check: give url, checks or junit");
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
            JUnitReports.problemOf(glob).ifPresent(problem -> problems.add("junit: " + problem));
        }
        if (minTests < 0) {
            problems.add("minTests: " + minTests + " is negative");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("e2eGate", problems);
        }
        checks = List.copyOf(checks);
        junit = List.copyOf(junit);
    }

    /** The checks in their order. */
    public List<UrlCheck> urlChecks() {
        return bindAll(checks, new ArrayList<>());
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
