package io.jenkins.plugins.delivery.engine.gate.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.gate.tool.RealTool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gate says of code, with the real programs. */
@Tag("tools")
class TerraformChecksTest {

    private static final String BUCKET = """
            resource "aws_s3_bucket" "open" {
              bucket = "open"
              acl    = "public-read"
            }
            """;

    @TempDir
    Path directory;

    private TerraformWorld world;

    @BeforeEach
    void start() {
        world = new TerraformWorld(directory);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void goodCodePasses() throws Exception {
        world.file("infra/main.tf", TerraformWorld.GOOD + "\nmodule \"more\" {\n  source = \"./more\"\n}\n");
        world.file("infra/more/main.tf", "terraform {\n  required_version = \">= 1.4\"\n}\n");

        assertThat(world.run(Map.of()))
                .containsEntry("verdict", "passed")
                .containsEntry("name", "terraform")
                .containsEntry("count", 0)
                .containsEntry(
                        "message",
                        "Gate terraform passed: fmt: every file is formatted; validate: 1 root module is valid.");
    }

    @Test
    void codeThatIsNotFormattedIsNamed() {
        world.file("main.tf", TerraformWorld.GOOD);
        world.file("infra/ugly.tf", "resource \"terraform_data\" \"x\" {\ninput   = 1\n}\n");

        assertThatThrownBy(() -> world.run(Map.of("checks", List.of("fmt"))))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining("a file is not as terraform fmt writes it; run terraform fmt -recursive")
                .satisfies(e -> assertThat(((GateFailedException) e)
                                .result()
                                .get("findings")
                                .toString())
                        .contains("infra/ugly.tf"));
    }

    @Test
    void codeThatMakesNoSenseIsNamedWithItsLine() {
        world.file("infra/main.tf", "resource \"terraform_data\" \"x\" {\n  input = var.nobody\n}\n");

        assertThatThrownBy(() -> world.run(Map.of("action", "plan")))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining(
                        "validate: 1 error: validate in infra/main.tf:2: Reference to undeclared input variable");
    }

    @Test
    void codeThatCannotBeReadFails() {
        world.file("main.tf", "resource \"terraform_data\" {{{\n");

        assertThatThrownBy(() -> world.run(Map.of()))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining("main.tf:1");
    }

    @Test
    void aProviderThatCannotBeHadIsNoVerdictOnTheCode() {
        world.environment.put("HTTPS_PROXY", "http://127.0.0.1:9");
        world.file("main.tf", BUCKET);

        assertThatThrownBy(() -> world.run(Map.of("checks", List.of("validate"))))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("Gate terraform could not decide: validate: terraform init failed in .");
    }

    @Test
    void withoutAnyTerraformBothNamesAreTold() {
        world.file("main.tf", TerraformWorld.GOOD);
        world.environment.put("PATH", "/nowhere");
        assertThatThrownBy(() -> world.run(Map.of("terraform", "auto")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("Neither terraform nor tofu is on the PATH of this agent. Install one of them");
    }

    @Test
    void reportsOfAnEarlierBuildAreGone() throws Exception {
        world.file("main.tf", TerraformWorld.GOOD);
        world.file("delivery-reports/terraform/tflint.sarif", "{}");
        world.file("delivery-reports/terraform/checkov.xml", "<old/>");
        world.run(Map.of("checks", List.of("fmt")));
        assertThat(world.workspace.resolve("delivery-reports/terraform")).isEmptyDirectory();
    }

    @Test
    void tflintDecidesBySeverity() throws Exception {
        world.file("main.tf", TerraformWorld.GOOD + "\nvariable \"idle\" {\n  type = string\n}\n");
        Map<String, Object> lint = Map.of(
                "checks", List.of("tflint"), "tflint", RealTool.need("tflint").toString());

        assertThatThrownBy(() -> world.run(lint))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining("tflint: 1 of 1 finding from warning on, first terraform_unused_declarations in"
                        + " main.tf:18: variable \"idle\" is declared but not used");
        assertThat(world.workspace.resolve("delivery-reports/terraform/tflint.sarif"))
                .content()
                .contains("terraform_unused_declarations", "\"version\"");
        Map<String, Object> tolerant = new java.util.LinkedHashMap<>(lint);
        tolerant.put("failOn", "error");
        assertThat(world.run(tolerant)).containsEntry("verdict", "passed").containsEntry("count", 1);
    }

    @Test
    void checkovFindsWhatIsUnsafeUnlessItIsAccepted() throws Exception {
        world.file("infra/bucket.tf", BUCKET);
        Map<String, Object> scan = Map.of(
                "checks",
                List.of("checkov"),
                "checkov",
                RealTool.need("checkov").toString());

        GateFailedException failed =
                org.assertj.core.api.Assertions.catchThrowableOfType(GateFailedException.class, () -> world.run(scan));
        int found = (int) failed.result().get("count");
        assertThat(found).isGreaterThan(3);
        assertThat(failed.result().get("findings").toString())
                .contains("id=CKV_AWS_20", "file=infra/bucket.tf", "line=1", "aws_s3_bucket.open");
        assertThat(world.workspace.resolve("delivery-reports/terraform/checkov.sarif"))
                .content()
                .contains("CKV_AWS_20");
        assertThat(world.workspace.resolve("delivery-reports/terraform/checkov.xml"))
                .content()
                .contains("<testsuites");

        world.file(".delivery/terraform.yaml", """
                - {id: CKV_AWS_20, path: infra/*, reason: a public site, owner: web, expires: 2027-01-31}
                - {id: CKV_AWS_21, reason: soon, owner: web, expires: 2026-11-01}
                - {id: CKV_AWS_999, reason: gone, owner: web, expires: 2027-01-31}
                """);
        Map<String, Object> tolerant = new java.util.LinkedHashMap<>(scan);
        tolerant.put("maxFindings", found - 1);
        assertThat(world.run(tolerant)).containsEntry("verdict", "passed").containsEntry("count", found - 1);
        assertThat(world.log)
                .contains(
                        "WARN The acceptance of CKV_AWS_21 has expired on 2026-11-01.",
                        "WARN Nothing is found any more that the acceptance of CKV_AWS_999 is for: delete it.");
    }

    @Test
    void aBrokenListOfAcceptedFindingsIsRefusedAtOnce() {
        world.file("main.tf", TerraformWorld.GOOD);
        world.file(".delivery/terraform.yaml", "- {id: X, reson: typo, expires: soon}\n- nonsense\n");

        assertThatThrownBy(() -> world.run(Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("reson")
                .hasMessageContaining("entry 1 has no reason")
                .hasMessageContaining("entry 1 has no owner")
                .hasMessageContaining("'soon' is not a date")
                .hasMessageContaining("entry 2 is not a map");
    }

    @Test
    void codeThatHasNotChangedIsLeftAlone() throws Exception {
        world.commit(Map.of("main.tf", "resource \"terraform_data\"   \"ugly\" {}\n"));
        world.commit(Map.of("README.md", "Changed.\n"));
        Map<String, Object> changed =
                Map.of("onlyChanged", true, "checks", List.of("fmt"), "terraform", "no-such-program");

        assertThat(world.run(changed))
                .containsEntry("verdict", "passed")
                .containsEntry("changed", false)
                .containsEntry("message", "Gate terraform passed: no Terraform code has changed.");

        world.commit(Map.of("main.tf", "resource \"terraform_data\"    \"ugly\" {}\n"));
        assertThatThrownBy(() -> world.run(changed))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("No no-such-program is on the PATH of this agent.");
        assertThatThrownBy(() -> world.run(Map.of("onlyChanged", true, "checks", List.of("fmt"))))
                .isInstanceOf(GateFailedException.class);
    }

    @Test
    void aPullRequestIsComparedWithWhereItLeftItsTarget() throws Exception {
        world.commit(Map.of("README.md", "Begun.\n"));
        world.repository.branch("feature");
        world.commit(Map.of("src/a.txt", "a\n"));
        world.repository.checkout("main");
        world.commit(Map.of("main.tf", "resource   \"terraform_data\" \"ugly\" {}\n"));
        world.repository.checkout("feature");
        world.environment.put("CHANGE_TARGET", "main");

        assertThat(world.run(Map.of("onlyChanged", true))).containsEntry("changed", false);

        world.commit(Map.of("infra/prod.tfvars", "a=1\n"));
        assertThatThrownBy(() ->
                        world.run(Map.of("onlyChanged", true, "checks", List.of("fmt"), "roots", List.of("infra"))))
                .isInstanceOf(GateFailedException.class);
    }

    @Test
    void whereTheBeginningOfAChangeIsNotKnownEverythingIsChecked() throws Exception {
        world.commit(Map.of("main.tf", TerraformWorld.GOOD));

        assertThat(world.run(Map.of("onlyChanged", true, "changedSince", "release/1.0")))
                .containsEntry("verdict", "passed")
                .containsEntry("changed", true);
        assertThat(world.log)
                .contains("What has changed since release/1.0 is not known here, so all Terraform code is checked.");
    }

    @Test
    void aMissingProgramDoesNotHideTheOtherChecks() {
        world.file("main.tf", "resource   \"terraform_data\" \"x\" {}\n");

        assertThatThrownBy(() -> world.run(Map.of("checks", List.of("tflint", "fmt"), "tflint", "no-tflint")))
                .isInstanceOf(GateFailedException.class)
                .satisfies(e -> assertThat(
                                ((GateFailedException) e).result().get("checks").toString())
                        .contains("check=tflint, verdict=errored, message=No no-tflint is on the PATH of this agent")
                        .contains("check=fmt, verdict=failed"));
    }

    @Test
    void aWarningLetsTheDeliveryGoOn() throws Exception {
        world.file("main.tf", "resource   \"terraform_data\" \"x\" {}\n");

        assertThat(world.run(Map.of("checks", List.of("fmt"), "onFail", "warn")))
                .containsEntry("verdict", "failed");
        assertThat(world.log).anyMatch(line -> line.endsWith("The delivery goes on because onFail is warn."));
    }
}
