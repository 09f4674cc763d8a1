package io.jenkins.plugins.delivery.engine.gate.coverage;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.files.FileGlobs;
import io.jenkins.plugins.delivery.engine.gate.OnFail;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Input of {@code coverageGate}. */
public record CoverageGateRequest(
        @Parameter(
                help =
                        "What the gate is called in messages, and under which its number is kept; one for each part of a repository.")
        String name,

        @Parameter(
                help =
                        "Globs of coverage reports below the work directory: JaCoCo XML or CSV, Cobertura, LCOV, Go cover profile.")
        List<String> reports,

        @Parameter(help = "What is counted: line, branch or instruction.")
        CoverageMetric metric,

        @Parameter(help = "The least coverage in percent, for example 80.")
        String minimum,

        @Parameter(help = "Whether a pull request may not fall below the branch it goes to.")
        boolean compare,

        @Parameter(help = "How many percentage points a pull request may fall below the branch it goes to.")
        String maxDrop,

        @Parameter(help = "The branch to compare with; default is the one the pull request goes to.")
        String target,

        @Parameter(
                help = "Whether the build of a branch keeps its number for pull requests, as a Git note of the commit.")
        boolean publish,

        @Parameter(help = "Name of the Git remote that has the notes.")
        String remote,

        @Parameter(help = "Credentials of the Git remote.") String credentialsId,

        @Parameter(help = "What to do when the gate does not pass: fail or warn.")
        OnFail onFail)
        implements OperationRequest {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** @throws InvalidInputException with every problem */
    public CoverageGateRequest {
        List<String> problems = new ArrayList<>();
        reports = List.copyOf(reports);
        if (reports.isEmpty()) {
            problems.add("reports names no report");
        }
        for (String glob : reports) {
            FileGlobs.problemOf(glob).ifPresent(problem -> problems.add("reports: " + problem));
        }
        percent("minimum", minimum, problems);
        percent("maxDrop", maxDrop, problems);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            problems.add("name '" + name + "' is not made of letters, digits and . _ -");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("coverageGate", problems);
        }
    }

    /** The least coverage in percent; null when there is no minimum. */
    BigDecimal least() {
        return percent("minimum", minimum, new ArrayList<>());
    }

    /** Percentage points. */
    BigDecimal tolerance() {
        BigDecimal drop = percent("maxDrop", maxDrop, new ArrayList<>());
        return drop == null ? BigDecimal.ZERO : drop;
    }

    private static BigDecimal percent(String name, String text, List<String> problems) {
        if (text == null) {
            return null;
        }
        if (!text.strip().matches("\\d{1,3}(\\.\\d{1,6})? ?%?")) {
            problems.add(name + ": '" + text + "' is not a percentage like 80 or 79.5");
            return null;
        }
        BigDecimal percent = new BigDecimal(text.replaceAll("[ %]", ""));
        if (percent.compareTo(HUNDRED) > 0) {
            problems.add(name + ": " + text + " is more than 100 percent");
        }
        return percent;
    }
}
