package io.jenkins.plugins.delivery.engine.gate.quality;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.files.FileGlobs;
import io.jenkins.plugins.delivery.engine.gate.OnFail;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Input of {@code qualityGate}. */
public record QualityGateRequest(
        @Parameter(help = "What the gate is called in messages and reports.")
        String name,

        @Parameter(help = "Globs of the report-task.txt that the scanner left below the work directory.")
        List<String> report,

        @Parameter(
                help =
                        "Whether just the scanner's report is read, so that a second call can wait for the analysis without an agent.")
        boolean locate,

        @Parameter(help = "The receipt of the analysis, as a call with locate gave it back; instead of report.")
        Map<String, Object> receipt,

        @Parameter(help = "Address of SonarQube or SonarCloud.", required = true)
        String server,

        @Parameter(help = "Credentials of the server: a token, or a user name with password.")
        String credentialsId,

        @Parameter(help = "Measures whose change since the previous analysis of the branch is told.")
        List<String> trend,

        @Parameter(help = "How long the server may take for the analysis.")
        Duration timeout,

        @Parameter(help = "What to do when the gate does not pass: fail or warn.")
        OnFail onFail)
        implements OperationRequest {

    /** @throws InvalidInputException with every problem */
    public QualityGateRequest {
        List<String> problems = new ArrayList<>();
        report = List.copyOf(report);
        trend = List.copyOf(trend);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            problems.add("name '" + name + "' is not made of letters, digits and . _ -");
        }
        if (report.isEmpty()) {
            problems.add("report names no report-task.txt");
        }
        receipt = Map.copyOf(receipt);
        if (!receipt.isEmpty() && ReportTask.of(receipt).isEmpty()) {
            problems.add("receipt: expected what qualityGate with locate: true gives back as receipt");
        }
        if (!receipt.isEmpty() && locate) {
            problems.add("locate: there is nothing to look for when receipt is given");
        }
        for (String glob : report) {
            FileGlobs.problemOf(glob).ifPresent(problem -> problems.add("report: " + problem));
        }
        try {
            HttpEndpoint.of("SonarQube", server, Optional.empty());
        } catch (InvalidInputException e) {
            e.problems().forEach(problem -> problems.add("server: " + problem));
        }
        trend.stream()
                .filter(metric -> !metric.matches("[a-z0-9_]{1,64}"))
                .forEach(metric -> problems.add("trend: '" + metric + "' is not the key of a measure"));
        if (!problems.isEmpty()) {
            throw new InvalidInputException("qualityGate", problems);
        }
    }
}
