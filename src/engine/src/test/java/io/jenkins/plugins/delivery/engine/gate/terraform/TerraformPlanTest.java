package io.jenkins.plugins.delivery.engine.gate.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.process.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plans and their application, with the real program and a state of its own. */
@Tag("tools")
class TerraformPlanTest {

    private static final Map<String, Object> PLAN = Map.of("action", "plan", "checks", List.of("validate"));

    /** Stays at work, with the state locked, until a file appears. */
    private static final String SLOW = """
            resource "terraform_data" "slow" {
              provisioner "local-exec" {
                command = "touch begun; while [ ! -e go ]; do sleep 0.1; done"
              }
            }
            """;

    @TempDir
    Path directory;

    private TerraformWorld world;

    @BeforeEach
    void start() {
        world = new TerraformWorld(directory);
        world.file("main.tf", TerraformWorld.GOOD);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> only(Map<String, Object> result) {
        return ((List<Map<String, Object>>) result.get("plans")).get(0);
    }

    private Map<String, Object> apply(Map<String, Object> planned) throws InterruptedException {
        return world.run(Map.of("action", "apply", "reviewed", planned.get("plans"), "approver", "ada"));
    }

    @Test
    void whatWasReviewedIsAppliedOnce() throws Exception {
        Map<String, Object> planned = world.run(PLAN);

        assertThat(planned).containsEntry("verdict", "passed");
        assertThat(only(planned))
                .contains(
                        entry("root", "."),
                        entry("create", 1),
                        entry("update", 0),
                        entry("destroy", 0),
                        entry("outputs", 1),
                        entry("changes", List.of("+ terraform_data.first")),
                        entry("file", ".terraform/delivery.tfplan"),
                        entry("applied", false));
        assertThat(planned.get("summary").toString())
                .contains("validate: passed, 1 root module is valid")
                .contains("Plan of .: 1 to create, 1 output\n  + terraform_data.first");
        assertThat(world.attached.get("delivery/terraform.md")).contains("+ terraform_data.first");

        Map<String, Object> applied = apply(planned);

        assertThat(applied).containsEntry("verdict", "passed");
        assertThat(only(applied)).containsEntry("applied", true);
        assertThat(world.workspace.resolve(".terraform/delivery.tfplan")).doesNotExist();
        assertThat(world.log).contains("Applying .: 1 to create, 1 output, approved by ada.");
        assertThat(only(world.run(PLAN))).containsEntry("create", 0).containsEntry("outputs", 0);
    }

    @Test
    void inAnotherWorkspaceTheSameIsPlannedAgain() throws Exception {
        Map<String, Object> planned = world.run(PLAN);
        Files.delete(world.workspace.resolve(".terraform/delivery.tfplan"));

        assertThat(only(apply(planned))).containsEntry("applied", true);
        assertThat(world.log).contains("The plan of . is not in this workspace, so it is made again and compared.");
    }

    @Test
    void whatWasNotReviewedIsNotApplied() throws Exception {
        Map<String, Object> planned = world.run(PLAN);
        world.file("more.tf", "resource \"terraform_data\" \"second\" {\n}\n");
        Files.delete(world.workspace.resolve(".terraform/delivery.tfplan"));

        assertThatThrownBy(() -> apply(planned))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining("nothing was applied, as it is not what was reviewed; plan again");
        assertThat(world.workspace.resolve("terraform.tfstate")).doesNotExist();
    }

    @Test
    void aValueThatDiffersIsNotWhatWasReviewed() throws Exception {
        Map<String, Object> planned = world.run(PLAN);
        Files.delete(world.workspace.resolve(".terraform/delivery.tfplan"));
        world.environment.put("TF_VAR_greeting", "goodbye");

        assertThatThrownBy(() -> apply(planned)).isInstanceOf(GateFailedException.class);
    }

    @Test
    void aPlanThatSomebodyPutInItsPlaceIsNotApplied() throws Exception {
        Map<String, Object> planned = world.run(PLAN);
        world.run(Map.of("action", "plan", "checks", List.of("validate"), "vars", Map.of("greeting", "goodbye")));

        assertThatThrownBy(() -> apply(planned))
                .isInstanceOf(GateFailedException.class)
                .satisfies(e -> assertThat(((GateFailedException) e).result().toString())
                        .contains("the file of the plan was changed since it was reviewed"));
    }

    @Test
    void aStateThatHasMovedOnMakesAPlanStale() throws Exception {
        Map<String, Object> planned = world.run(PLAN);
        Path plan = world.workspace.resolve(".terraform/delivery.tfplan");
        byte[] kept = Files.readAllBytes(plan);
        apply(planned);
        Files.write(plan, kept);

        assertThatThrownBy(() -> apply(planned))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("The plan of . was not applied: the state has changed since it was made.")
                .hasMessageContaining("Plan again and have that reviewed.");
    }

    @Test
    void nothingIsDestroyedWithoutAWord() throws Exception {
        apply(world.run(PLAN));
        world.file("main.tf", "terraform {\n  required_version = \">= 1.4\"\n}\n");

        assertThatThrownBy(() -> world.run(PLAN))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining("1 resource would be destroyed or replaced that allowDestroy does not name, first"
                        + " terraform_data.first");
        Map<String, Object> allowed = new LinkedHashMap<>(PLAN);
        allowed.put("allowDestroy", List.of("terraform_data.*"));
        Map<String, Object> planned = world.run(allowed);
        assertThat(only(planned)).containsEntry("destroy", 1);
        assertThatThrownBy(() -> apply(planned)).hasMessageContaining("allowDestroy does not name");
        assertThat(only(world.run(Map.of(
                        "action",
                        "apply",
                        "reviewed",
                        planned.get("plans"),
                        "allowDestroy",
                        List.of("terraform_data.*")))))
                .containsEntry("applied", true);
    }

    @Test
    void everythingIsDestroyedOnlyWithBothWords() throws Exception {
        apply(world.run(PLAN));
        Map<String, Object> destroy = new LinkedHashMap<>(PLAN);
        destroy.put("destroy", true);
        assertThatThrownBy(() -> world.run(destroy)).hasMessageContaining("allowDestroy does not name");
        destroy.put("allowDestroy", "*");

        Map<String, Object> planned = world.run(destroy);

        assertThat(planned).containsEntry("changes", 2);
        assertThat(only(planned))
                .containsEntry("destroy", 1)
                .containsEntry("changes", List.of("- terraform_data.first"));
    }

    @Test
    void aWorkspaceAndABackendAreChosen() throws Exception {
        world.file(
                "main.tf", TerraformWorld.GOOD.replace("required_version", "backend \"local\" {}\n  required_version"));
        Map<String, Object> stage = new LinkedHashMap<>(PLAN);
        stage.put("workspace", "stage");
        stage.put("backendConfig", Map.of("workspace_dir", "states"));
        Map<String, Object> planned = world.run(stage);
        Map<String, Object> apply = new LinkedHashMap<>(stage);
        apply.put("action", "apply");
        apply.put("reviewed", planned.get("plans"));

        assertThat(only(world.run(apply))).containsEntry("applied", true);
        assertThat(world.workspace.resolve("states/stage/terraform.tfstate")).exists();
    }

    @Test
    void secretsOfVariablesAreNowhere() throws Exception {
        world.file(
                "main.tf",
                TerraformWorld.GOOD
                        .replace("type    = string", "type    = string\n  sensitive = true")
                        .replace("value = ", "sensitive = true\n  value = "));
        Map<String, Object> planned = world.run(Map.of(
                "action", "plan", "checks", List.of("validate"), "vars", Map.of("greeting", "s3cret-of-the-vars")));

        assertThat(planned.toString() + world.log + world.attached).doesNotContain("s3cret-of-the-vars");
        assertThat(only(planned)).containsEntry("create", 1);
    }

    @Test
    @Timeout(180)
    void aLockedStateIsWaitedForAndItsOwnerIsNamed() throws Exception {
        world.file("slow.tf", SLOW);
        Process other = hold();
        try {
            Map<String, Object> impatient = new LinkedHashMap<>(PLAN);
            impatient.put("lockTimeout", "1s");
            assertThatThrownBy(() -> world.run(impatient))
                    .isInstanceOf(TerminalException.class)
                    .hasMessageContaining("plan: terraform plan failed in .: the state is locked by ")
                    .hasMessageContaining("(OperationTypeApply). It was waited for 1s.")
                    .hasMessageContaining("force-unlock");

            AtomicReference<Object> end = new AtomicReference<>();
            Thread patient = new Thread(() -> {
                try {
                    end.set(world.run(PLAN).get("verdict"));
                } catch (Exception e) {
                    end.set(e);
                }
            });
            patient.start();
            world.file("go", "");
            patient.join();
            assertThat(end.get()).isEqualTo("passed");
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            ProcessTree.end(other, Duration.ofSeconds(5));
        }
    }

    /** Somebody else's apply, which holds the lock of the state by now. */
    private Process hold() throws IOException, InterruptedException {
        String program = TerraformWorld.terraform().toString();
        ProcessBuilder init = new ProcessBuilder(program, "init", "-input=false");
        init.directory(world.workspace.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("init").toFile());
        assertThat(init.start().waitFor()).isZero();
        ProcessBuilder apply = new ProcessBuilder(program, "apply", "-input=false", "-auto-approve");
        apply.directory(world.workspace.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("apply").toFile());
        Process process = apply.start();
        while (!Files.exists(world.workspace.resolve("begun"))) {
            assertThat(process.isAlive()).isTrue();
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return process;
    }

    @Test
    @Timeout(180)
    void anAbortOfAnApplyGivesTheLockBack() throws Exception {
        world.file("slow.tf", SLOW);
        Map<String, Object> planned = world.run(PLAN);
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread run = new Thread(() -> {
            try {
                apply(planned);
            } catch (Throwable e) {
                end.set(e);
            }
        });
        run.start();
        while (!Files.exists(world.workspace.resolve("begun"))) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        run.interrupt();
        run.join();

        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        world.file("slow.tf", "");
        Map<String, Object> again = new LinkedHashMap<>(PLAN);
        again.put("lockTimeout", "1s");
        again.put("allowDestroy", List.of("*"));
        assertThat(world.run(again)).containsEntry("verdict", "passed");
    }
}
