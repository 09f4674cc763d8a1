package io.jenkins.plugins.delivery.engine.gate;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.files.FileGlobs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that ran against an environment and left reports. Written in a Jenkinsfile as one map of {@code suites}; its defaults are
 * under {@code e2eGate.suite} in {@code defaults.yaml}.
 */
public record Suite(
        @Parameter(help = "What the suite is called in the table and in messages.", required = true)
        String name,

        @Parameter(help = "Which reports it leaves: junit, newman, jmeter or zap.")
        SuiteKind kind,

        @Parameter(help = "Globs of its reports below the work directory.", required = true)
        List<String> report,

        @Parameter(
                help =
                        "What became of the run: 'ran', 'ended with: …' when its command failed, or a clause such as 'timed out after 10m' or 'could not start: …'.")
        String outcome,

        @Parameter(help = "How many tests must have run at least, skipped ones not counted.")
        int minTests,

        @Parameter(help = "Thresholds and other settings of its kind.")
        Map<String, Object> settings,

        @Parameter(
                help =
                        "How long ago the run began; an older report was left by an earlier run and is not judged. Without it every report is.")
        Duration since)
        implements OperationRequest {

    /** Name of this map among the defaults. */
    static final String DEFAULTS = "e2eGate.suite";

    /** The outcome of a suite that came to its end, whatever its tests said. */
    public static final String RAN = "ran";

    private static final String ENDED = "ended with";

    /** What every suite has. */
    static final List<String> OWN = List.of("name", "kind", "report", "outcome", "minTests", "since");

    /** @throws InvalidInputException with every problem */
    public Suite {
        List<String> problems = new ArrayList<>();
        if (report.isEmpty()) {
            problems.add("report: say which files the suite leaves");
        }
        report.forEach(glob -> FileGlobs.problemOf(glob).ifPresent(problem -> problems.add("report: " + problem)));
        if (minTests < 0) {
            problems.add("minTests: " + minTests + " is negative");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The suite", problems);
        }
        report = List.copyOf(report);
    }

    /**
     * The reports that match one of its globs and that this run has written, in the order of their names.
     *
     * @param what the reports are called in a problem
     * @param context on the machine that has the files, whose clock counts
     * @throws UnreadableReport when there are none
     */
    public List<Path> reports(String glob, String what, EngineContext context) throws UnreadableReport {
        return SuiteFiles.written(
                context.workDir(), glob, what, began(context.clock().instant()));
    }

    /** When the run began, at the latest; the beginning of time when nobody has said it. */
    Instant began(Instant now) {
        return since == null ? Instant.MIN : now.minus(since);
    }

    /** Whether it came to its end and its command succeeded. */
    public boolean ran() {
        return outcome.equals(RAN);
    }

    /** The outcome for people, as a clause that follows "the run"; shells tell by their exit code that there was nothing to run. */
    String told() {
        if (outcome.endsWith("exit code 127")) {
            return outcome + ", so the agent has no such command";
        }
        return outcome.endsWith("exit code 126") ? outcome + ", so the command may not be executed there" : outcome;
    }

    /** Whether it came to its end by itself: commands fail when tests do, so a failed command is no reason for doubt by itself. */
    public boolean ended() {
        return ran() || outcome.startsWith(ENDED);
    }

    /**
     * Binds one map of {@code suites}: the keys of this record, and beside them those of its kind, which {@link SuiteReader#problems}
     * judges.
     *
     * @param index its place among the suites
     * @param problems receives what is wrong
     * @return the suite; null when there were problems
     */
    static Suite bind(int index, Object map, List<String> problems) {
        String where = where(index, map);
        if (!(map instanceof Map<?, ?> given)) {
            problems.add(where + ": expected a map such as [name: 'api', report: 'newman.json'], not '" + map + "'");
            return null;
        }
        Map<String, Object> own = new LinkedHashMap<>();
        given.forEach((key, value) -> own.put(String.valueOf(key), value));
        own.keySet().retainAll(OWN);
        own.put("settings", settingsOf(given));
        try {
            Suite suite = RequestBinder.bind(DEFAULTS, Suite.class, own);
            if (own.containsKey("minTests") && !suite.kind().ofTests()) {
                problems.add(
                        where + ".minTests: only suites of tests (junit, newman) have it, and this one is of the kind "
                                + suite.kind().text());
            }
            return suite;
        } catch (InvalidInputException e) {
            e.problems().forEach(problem -> problems.add(where + "." + problem));
            return null;
        }
    }

    /** What a map of {@code suites} says beside what every suite has. */
    static Map<String, Object> settingsOf(Map<?, ?> given) {
        Map<String, Object> settings = new LinkedHashMap<>();
        given.forEach((key, value) -> settings.put(String.valueOf(key), value));
        settings.keySet().removeAll(OWN);
        return settings;
    }

    /** The place of a suite for messages: its name, for example {@code suites.load}, or its number where it has none. */
    static String where(int index, Object map) {
        return map instanceof Map<?, ?> given && given.get("name") instanceof CharSequence name && name.length() > 0
                ? "suites." + name
                : "suites[" + index + "]";
    }
}
