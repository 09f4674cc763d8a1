package io.jenkins.plugins.delivery.engine.gate.coverage;

import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides by the minimum and, for a pull request, by what the branch that it goes to has. Says both numbers, whatever comes out. */
final class CoverageDecision {

    private static final int SHORT_ID = 8;

    private CoverageDecision() {}

    static CoverageGateResult of(CoverageGateRequest request, CoverageFigures figures) {
        String has = figures.coverage().text() + " % of the " + plural(figures.metric()) + " are covered ("
                + figures.coverage().covered() + " of " + figures.coverage().total() + ")";
        List<String> problems = new ArrayList<>();
        if (figures.minimum() != null && figures.coverage().percent().compareTo(figures.minimum()) < 0) {
            problems.add("the minimum is " + Coverage.text(figures.minimum()) + " %");
        }
        if (figures.branch() != null) {
            drop(request, figures).ifPresent(problems::add);
        }
        String gate = "Gate " + request.name();
        if (problems.isEmpty()) {
            String message = gate + " passed: " + has + passed(figures) + ".";
            return new CoverageGateResult(request.name(), GateVerdict.PASSED, message, Optional.of(figures), false);
        }
        String message = gate + " failed: " + has + ", but " + String.join(", and ", problems) + ".";
        return new CoverageGateResult(request.name(), GateVerdict.FAILED, message, Optional.of(figures), false);
    }

    private static Optional<String> drop(CoverageGateRequest request, CoverageFigures figures) {
        BigDecimal allowed = request.tolerance();
        return figures.change()
                .filter(change -> change.negate().compareTo(allowed) > 0)
                .map(change ->
                        earlier(figures) + ", which is a drop by " + points(change.negate()) + " percentage points"
                                + (allowed.signum() == 0 ? "" : " where " + Coverage.text(allowed) + " are allowed"));
    }

    private static String passed(CoverageFigures figures) {
        String least = figures.minimum() == null ? "" : ", the minimum is " + Coverage.text(figures.minimum()) + " %";
        if (figures.earlier().isPresent()) {
            BigDecimal change = figures.change().orElseThrow();
            String moved = change.signum() == 0
                    ? "unchanged"
                    : (change.signum() > 0 ? "+" : "-") + points(change.abs()) + " percentage points";
            return least + ", " + earlier(figures) + " (" + moved + ")";
        }
        return least
                + (figures.branch() == null ? "" : ", and " + figures.branch() + " has no number yet to compare with");
    }

    private static String earlier(CoverageFigures figures) {
        CoverageFigures.Earlier earlier = figures.earlier().orElseThrow();
        String who = figures.branch() == null ? "the commit before" : figures.branch();
        return who + " has " + earlier.coverage().text() + " % at "
                + earlier.commit().substring(0, SHORT_ID);
    }

    /** A difference that is too small for two decimals is not nothing. */
    private static String points(BigDecimal change) {
        String text = Coverage.text(change);
        return text.equals("0") ? "less than 0.01" : text;
    }

    private static String plural(CoverageMetric metric) {
        return switch (metric) {
            case LINE -> "lines";
            case BRANCH -> "branches";
            case INSTRUCTION -> "instructions";
        };
    }

    /** What a person does after a gate that did not pass. */
    static String advice(CoverageGateResult result) {
        return result.verdict() == GateVerdict.FAILED
                ? "Test what the change adds; what is worth no test can be left out of the report."
                : "Check that the tests ran with coverage, and that the Git remote can be read.";
    }
}
