package io.jenkins.plugins.delivery.engine.catalog;

import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.gate.coverage.CoverageGate;
import io.jenkins.plugins.delivery.engine.gate.coverage.CoverageGateRequest;
import io.jenkins.plugins.delivery.engine.gate.jgit.JGitCoverageNumbers;
import io.jenkins.plugins.delivery.engine.gate.jgit.JGitSourceChange;
import io.jenkins.plugins.delivery.engine.gate.quality.QualityGate;
import io.jenkins.plugins.delivery.engine.gate.quality.QualityGateRequest;
import io.jenkins.plugins.delivery.engine.gate.secret.SecretScan;
import io.jenkins.plugins.delivery.engine.gate.secret.SecretScanRequest;
import io.jenkins.plugins.delivery.engine.gate.terraform.TerraformChecks;
import io.jenkins.plugins.delivery.engine.gate.terraform.TerraformChecksRequest;
import java.util.List;

/** The steps that judge a change before it is merged. */
final class ChangeSteps {

    static final List<OperationDescriptor<?, ?>> ALL = List.of(
            new OperationDescriptor<>(
                    "secretScan",
                    "Looks for keys, passwords and card numbers in what a change brings in and in the tree; shows where, never what.",
                    SecretScanRequest.class,
                    () -> new SecretScan(JGitSourceChange::open)),
            new OperationDescriptor<>(
                    "coverageGate",
                    "Decides by the coverage of the tests: a minimum, and no drop below the branch that a pull request goes to.",
                    CoverageGateRequest.class,
                    () -> new CoverageGate(JGitCoverageNumbers::open)),
            new OperationDescriptor<>(
                    "qualityGate",
                    "Waits for the quality gate of SonarQube or SonarCloud about exactly the analysis of this run.",
                    QualityGateRequest.class,
                    QualityGate::new),
            new OperationDescriptor<>(
                    "terraformChecks",
                    "Checks the Terraform code that has changed, says what it would change, and applies exactly what was reviewed.",
                    TerraformChecksRequest.class,
                    TerraformChecks::new));

    private ChangeSteps() {}
}
