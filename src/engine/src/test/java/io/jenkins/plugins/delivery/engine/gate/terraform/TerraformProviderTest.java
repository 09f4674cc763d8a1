package io.jenkins.plugins.delivery.engine.gate.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.entry;

import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a change with the real program and real providers: HashiCorp's null and random, built from their source. */
@Tag("tools")
class TerraformProviderTest {

    private static final String SECRET = "hunter2" + "-of-the-plan";

    private static final String MAIN = """
            variable "password" {
              type      = string
              sensitive = true
            }

            resource "random_password" "db" {
              length  = 24
              special = false
            }

            resource "null_resource" "again" {
              triggers = {
                name = "first"
              }
            }

            output "password" {
              value     = "${var.password}:${random_password.db.result}"
              sensitive = true
            }
            """;

    /** Terraform hides what a provisioner says when its command has a sensitive value in it, but not in the error. */
    private static final String BAD = """

            resource "null_resource" "bad" {
              provisioner "local-exec" {
                command = "echo ${var.password} ${random_password.db.result}; exit 3"
              }
            }
            """;

    @TempDir
    Path directory;

    private TerraformWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new TerraformWorld(directory);
        world.providers("null", "random");
        world.file("main.tf", MAIN);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private Map<String, Object> run(String action, Map<String, Object> more) throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>(Map.of("action", action, "vars", Map.of("password", SECRET)));
        arguments.putAll(more);
        return world.run(arguments);
    }

    private Map<String, Object> apply(Map<String, Object> planned, Map<String, Object> more)
            throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>(Map.of("reviewed", planned.get("plans"), "approver", "ada"));
        arguments.putAll(more);
        return run("apply", arguments);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> only(Map<String, Object> result) {
        return ((List<Map<String, Object>>) result.get("plans")).get(0);
    }

    /** What the provider has made up. */
    private String generated() throws Exception {
        Matcher result = Pattern.compile("\"result\": \"(\\w{24})\"")
                .matcher(Files.readString(world.workspace.resolve("terraform.tfstate")));
        assertThat(result.find()).isTrue();
        return result.group(1);
    }

    @Test
    void whatWasReviewedIsAppliedAndItsSecretsAreNowhere() throws Exception {
        Map<String, Object> planned = run("plan", Map.of());
        assertThat(planned).containsEntry("verdict", "passed");
        assertThat(only(planned))
                .contains(
                        entry("create", 2),
                        entry("outputs", 1),
                        entry("changes", List.of("+ null_resource.again", "+ random_password.db")));

        Map<String, Object> applied = apply(planned, Map.of());
        assertThat(only(applied)).containsEntry("applied", true);
        assertThat(run("plan", Map.of())).containsEntry("changes", 0);
        assertThat(planned.toString() + applied + world.log + world.attached).doesNotContain(SECRET, generated());
    }

    @Test
    void anotherSecretIsAnotherPlan() throws Exception {
        Map<String, Object> planned = run("plan", Map.of());
        Files.delete(world.workspace.resolve(".terraform/delivery.tfplan"));
        assertThatThrownBy(() -> apply(planned, Map.of("vars", Map.of("password", SECRET + "-2"))))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining("nothing was applied, as it is not what was reviewed");
    }

    @Test
    void anErrorThatQuotesSecretsDoesNotShowThem() throws Exception {
        world.file("main.tf", MAIN + BAD);
        Map<String, Object> planned = run("plan", Map.of());
        Throwable failed = catchThrowable(() -> apply(planned, Map.of()));
        assertThat(failed)
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("terraform apply failed in ., maybe half-way")
                .hasMessageContaining("echo **** ****")
                .hasMessageNotContaining(SECRET)
                .hasMessageNotContaining(generated());
        assertThat(planned.toString() + world.log + world.attached).doesNotContain(SECRET, generated());

        // What was left half done is planned again: the resource is tainted, and its replacement has to be allowed.
        world.file("main.tf", MAIN + BAD.replace("exit 3", "exit 0"));
        assertThatThrownBy(() -> run("plan", Map.of())).hasMessageContaining("first null_resource.bad");
        Map<String, Object> allowed = Map.of("allowDestroy", List.of("null_resource.bad"));
        Map<String, Object> again = run("plan", allowed);
        assertThat(only(again)).containsEntry("changes", List.of("-/+ null_resource.bad"));
        assertThat(only(apply(again, allowed))).containsEntry("applied", true);
    }

    @Test
    void aChangeThatReplacesHasToBeAllowedAndASecondPlanIsStaleThen() throws Exception {
        apply(run("plan", Map.of()), Map.of());
        world.file("main.tf", MAIN.replace("\"first\"", "\"second\""));
        assertThatThrownBy(() -> run("plan", Map.of()))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining("1 resource would be destroyed or replaced that allowDestroy does not name, first"
                        + " null_resource.again");
        Map<String, Object> allowed = Map.of("allowDestroy", List.of("null_resource.*"));
        Map<String, Object> planned = run("plan", allowed);
        Path plan = world.workspace.resolve(".terraform/delivery.tfplan");
        byte[] kept = Files.readAllBytes(plan);
        assertThat(only(apply(planned, allowed))).containsEntry("replace", 1).containsEntry("applied", true);

        Files.write(plan, kept);
        assertThatThrownBy(() -> apply(planned, allowed))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("The plan of . was not applied: the state has changed since it was made.");
    }
}
