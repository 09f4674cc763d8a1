package io.jenkins.plugins.delivery.engine.gate.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.process.FakeProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private Path workspace;
    private EngineContext context;

    @BeforeEach
    void workspace() throws Exception {
        workspace = Files.createDirectories(directory.resolve("workspace"));
        context = EngineContext.in(workspace)
                .environment(Map.of(
                        "PATH", directory.resolve("bin") + ":/usr/bin:/bin",
                        "AWS_SECRET_ACCESS_KEY", "s3cret-of-aws",
                        "https_proxy", "http://proxy.example.org:3128"))
                .secrets(id -> Optional.of(Credential.token(id, "t0ken-of-the-run")))
                .build();
    }

    @Test
    void theAgentsProgramRunsInTheWorkspaceWithoutWhatTheRunKnows() throws Exception {
        program("env; pwd; cat; echo \"to $1\"; echo words >&2; exit 3");
        Path home;
        try (Tool tool = Tool.open("scanner", context)) {
            home = tool.directory("reports").getParent();
            ToolEnding ending = tool.call(List.of("$(id) & 'x'"), Map.of("EXTRA", "of the call"), LONG);
            assertThat(ending.exit()).isEqualTo(3);
            assertThat(ending.messages()).isEqualTo("words\n");
            assertThat(ending.output())
                    .contains("EXTRA=of the call", "https_proxy=http://proxy.example.org:3128", "HOME=" + home)
                    .endsWith(workspace.toRealPath() + "\nto $(id) & 'x'\n")
                    .doesNotContain("s3cret-of-aws");
        }
        assertThat(home).doesNotExist();
    }

    @Test
    void aSecretThatItRepeatsIsNotPassedOn() throws Exception {
        program("echo $TOKEN; echo \"refused $TOKEN\" >&2");
        String token = context.credential("token").secret();
        ToolEnding ending = Tool.run("scanner", List.of(), Map.of("TOKEN", token), LONG, context);
        assertThat(ending.output() + ending.messages()).doesNotContain(token).contains("refused ");
    }

    @Test
    void whatTakesTooLongIsStoppedWithWhatItStarted() throws Exception {
        Path child = directory.resolve("child");
        program("sleep 600 & echo $! > " + child + "; wait");
        assertThatThrownBy(() -> Tool.run("scanner", List.of(), Map.of(), Duration.ofSeconds(2), context))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("scanner did not end within 2s and was stopped");
        long pid = Long.parseLong(Files.readString(child).strip());
        // Empty when it has been reaped already.
        for (ProcessHandle handle : ProcessHandle.of(pid).stream().toList()) {
            assertThat(handle.onExit()).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    @Test
    void ofVeryMuchOutputTheBeginningAndTheLastWordsAreKept() throws Exception {
        program("head -c 40000000 /dev/zero | tr '\\0' x; seq 1 40000 >&2; echo 'Error: the end' >&2; exit 1");
        ToolEnding ending = Tool.run("scanner", List.of(), Map.of(), LONG, context);
        assertThat(ending.cut()).isTrue();
        assertThat(ending.output()).hasSize(32 << 20);
        assertThat(ending.tail(2)).isEqualTo("40000\nError: the end");
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Tool.open("scanner", context))
                .isInstanceOf(TerminalException.class)
                .hasMessage("No scanner is on the PATH of this agent. Install it there, or name the program with its"
                        + " path.");
        assertThatThrownBy(() -> Tool.open("tools/scanner", context))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("There is no program tools/scanner on this agent.");
        assertThatThrownBy(() -> Tool.open("../scanner", context))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("leads out of the workspace");
    }

    @Test
    void aProgramOfTheWorkspaceRunsWhenItIsNamed() throws Exception {
        FakeProgram.write(workspace.resolve("tools/scanner"), "echo mine");
        assertThat(Tool.run("tools/scanner", List.of(), Map.of(), LONG, context).output())
                .isEqualTo("mine\n");
    }

    private void program(String body) {
        FakeProgram.write(directory.resolve("bin/scanner"), body);
    }
}
