package io.jenkins.plugins.delivery.engine.gate.secret;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.gate.OnFail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Input of {@code secretScan}. */
public record SecretScanRequest(
        @Parameter(help = "What the gate is called in messages and reports.")
        String name,

        @Parameter(help = "Which commits are scanned: change, all or none.")
        HistoryScope history,

        @Parameter(
                help =
                        "Commit or branch that the change is compared with; default is the branch the pull request goes to.")
        String base,

        @Parameter(help = "Whether the files of the commit are scanned too.")
        boolean tree,

        @Parameter(help = "Whether payment card numbers are looked for.")
        boolean cards,

        @Parameter(help = "A gitleaks configuration of the workspace; default are the rules of gitleaks.")
        String config,

        @Parameter(
                help =
                        "A gitleaks report of the workspace, written with --redact: what stands in it is known and does not count.")
        String baseline,

        @Parameter(help = "YAML file of findings that are accepted, each with rule, file, reason, owner and expires.")
        String allowList,

        @Parameter(
                help = "Whether a comment gitleaks:allow accepts the secret of its line, without a reason or an end.")
        boolean inlineAllow,

        @Parameter(help = "Directory of the workspace for the report of warnings: secrets.sarif.")
        String reports,

        @Parameter(help = "The gitleaks program: a name on the PATH of the agent, or a path.")
        String gitleaks,

        @Parameter(help = "Name of the Git remote, for what the clone lacks.")
        String remote,

        @Parameter(help = "Credentials of the Git remote.") String credentialsId,

        @Parameter(help = "When the scan gives up.") Duration timeout,

        @Parameter(help = "What to do when the gate does not pass: fail or warn.")
        OnFail onFail)
        implements OperationRequest {

    /** @throws InvalidInputException with every problem */
    public SecretScanRequest {
        List<String> problems = new ArrayList<>();
        if (history == HistoryScope.NONE && !tree) {
            problems.add("there is nothing to scan: history is none and tree is false");
        }
        if (base != null && history != HistoryScope.CHANGE) {
            problems.add("base needs history: change");
        }
        if (base != null && !base.matches("[A-Za-z0-9][A-Za-z0-9._/+@-]{0,254}")) {
            problems.add("base '" + base + "' is neither a commit nor a branch");
        }
        if (timeout.isZero() || timeout.isNegative()) {
            problems.add("timeout has to be longer than nothing");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("secretScan", problems);
        }
    }
}
