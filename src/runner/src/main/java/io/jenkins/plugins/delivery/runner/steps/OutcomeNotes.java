package io.jenkins.plugins.delivery.runner.steps;

import io.jenkins.plugins.delivery.runner.model.Artifact;
import io.jenkins.plugins.delivery.runner.model.GateResult;
import io.jenkins.plugins.delivery.runner.model.Promotion;
import io.jenkins.plugins.delivery.runner.model.RunRecorder;
import io.jenkins.plugins.delivery.runner.model.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Takes from the results of delivery steps what the report shows by itself: the version, promotions, gates. */
final class OutcomeNotes {

    private static final int DIGEST_DIGITS = 12;

    /** Gates with one check, and what is expected there. */
    private static final Map<String, String> EXPECTED = Map.of(
            "secretScan", "no secrets",
            "coverageGate", "enough, and no less than before",
            "qualityGate", "the quality gate is passed",
            "terraformChecks", "no findings",
            "reviewCheck", "reviewed and protected",
            "zapScan", "alerts within the policy",
            "metricsWatch", "quiet after the release");

    private final RunRecorder recorder;
    private final Clock clock;
    private final Instant startedAt;

    private OutcomeNotes(RunRecorder recorder, Clock clock) {
        this.recorder = recorder;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** For a step that is called now. */
    static OutcomeNotes begin(RunRecorder recorder, Clock clock) {
        return new OutcomeNotes(recorder, clock);
    }

    void take(String step, Map<String, Object> arguments, Map<String, Object> result) {
        switch (step) {
            case "semverTag" -> recorder.version(text(result, "version"));
            case "argoPromote", "argoRollback", "helmDeploy", "ecsDeploy" -> promotion(arguments, result);
            case "e2eGate" -> gate(text(result, "name"), text(result, "env"), result, urlChecks(result));
            case "ecrScan" -> gate("scan", "", result, List.of(scanCheck(result)));
            default -> {
                if (EXPECTED.containsKey(step)) {
                    gate(text(result, "name"), text(result, "env"), result, List.of(onlyCheck(step, result)));
                }
            }
        }
    }

    private GateResult.Check onlyCheck(String step, Map<String, Object> result) {
        return new GateResult.Check(
                step,
                EXPECTED.get(step),
                text(result, "message"),
                verdict(result),
                Duration.between(startedAt, clock.instant()));
    }

    private void promotion(Map<String, Object> arguments, Map<String, Object> result) {
        if (Boolean.TRUE.equals(arguments.get("check")) || "kept".equals(result.get("state"))) {
            // It only looked, or a person let stand what stands.
            return;
        }
        boolean restored = "restored".equals(result.get("state"));
        Artifact artifact = restored || text(result, "version").isEmpty()
                ? new Artifact(text(result, "to"), "", "")
                : new Artifact(text(result, "version"), text(arguments, "digest"), text(arguments, "chartVersion"));
        recorder.promotion(new Promotion(
                text(result, "env"),
                text(result, "service"),
                text(result, "from"),
                artifact,
                new Promotion.GitOpsChange(text(result, "commit"), text(result, "diff"), text(result, "url")),
                restored,
                clock.instant()));
    }

    private void gate(String name, String environment, Map<String, Object> result, List<GateResult.Check> checks) {
        // A gate that waits for failed tests to run again has decided nothing yet.
        if (result.containsKey("verdict") && !"undecided".equals(result.get("verdict"))) {
            recorder.gate(new GateResult(name, environment, verdict(result), checks, clock.instant()));
        }
    }

    private static List<GateResult.Check> urlChecks(Map<String, Object> result) {
        List<GateResult.Check> checks = new ArrayList<>();
        if (result.get("checks") instanceof Collection<?> all) {
            for (Object item : all) {
                if (item instanceof Map<?, ?> check) {
                    Duration took = Duration.ofMillis(check.get("millis") instanceof Number n ? n.longValue() : 0);
                    checks.add(new GateResult.Check(
                            text(check, "name"), text(check, "expected"), text(check, "actual"), verdict(check), took));
                }
            }
        }
        if (result.get("suites") instanceof Collection<?> suites) {
            for (Object item : suites) {
                if (item instanceof Map<?, ?> suite && !suite.containsKey("tests")) {
                    checks.add(new GateResult.Check(
                            text(suite, "name"),
                            "within its thresholds",
                            text(suite, "message"),
                            verdict(suite),
                            Duration.ZERO));
                }
            }
        }
        if (result.get("tests") instanceof Map<?, ?> tests
                && tests.get("total") instanceof Number total
                && total.intValue() > 0) {
            int bad = number(tests, "failed") + number(tests, "errors");
            checks.add(new GateResult.Check(
                    "Tests",
                    "none failed",
                    bad + " of " + total + " failed"
                            + (number(tests, "flaky") == 0 ? "" : ", " + number(tests, "flaky") + " flaky"),
                    bad == 0 ? Verdict.PASSED : Verdict.FAILED,
                    Duration.ZERO));
        }
        return checks;
    }

    private GateResult.Check scanCheck(Map<String, Object> result) {
        String delta = text(result, "delta");
        return new GateResult.Check(
                "Image " + shortDigest(text(result, "digest")),
                "findings within the policy",
                counts(result.get("counts")) + (delta.isEmpty() ? "" : ". " + delta),
                verdict(result),
                Duration.between(startedAt, clock.instant()));
    }

    /** Enough of a digest to tell images apart; the whole one stands with the step. */
    private static String shortDigest(String digest) {
        int end = digest.indexOf(':') + 1 + DIGEST_DIGITS;
        return digest.length() <= end ? digest : digest.substring(0, end);
    }

    /** Such as "1 critical, 3 high"; severities without findings are left out. */
    private static String counts(Object counts) {
        List<String> found = new ArrayList<>();
        if (counts instanceof Map<?, ?> bySeverity) {
            bySeverity.forEach((severity, count) -> {
                if (count instanceof Number number && number.intValue() > 0) {
                    found.add(number + " " + String.valueOf(severity).toLowerCase(Locale.ROOT));
                }
            });
        }
        return found.isEmpty() ? "no findings" : String.join(", ", found);
    }

    private static Verdict verdict(Map<?, ?> result) {
        return Verdict.valueOf(text(result, "verdict").toUpperCase(Locale.ROOT));
    }

    private static int number(Map<?, ?> map, String key) {
        return map.get(key) instanceof Number number ? number.intValue() : 0;
    }

    private static String text(Map<?, ?> map, String key) {
        return Objects.toString(map.get(key), "");
    }
}
