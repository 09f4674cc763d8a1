package io.jenkins.plugins.delivery.runner.steps;

import io.jenkins.plugins.delivery.runner.host.PipelineFailure;
import io.jenkins.plugins.delivery.runner.host.StepCall;
import io.jenkins.plugins.delivery.runner.host.StepSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code sh}: the script in a file of its own, run by {@code /bin/sh -xe} or by what its first line names, as Jenkins does it.
 * Variables reach it as environment only.
 */
final class ShellStep {

    private ShellStep() {}

    static StepSpec spec() {
        return StepSpec.of(
                "sh",
                List.of("script", "returnStdout", "returnStatus", "label", "encoding"),
                ShellStep::run,
                StepSpec.Trait.WORKSPACE,
                StepSpec.Trait.RECORDED);
    }

    private static Object run(StepCall call) throws Exception {
        if (call.flag("returnStdout") && call.flag("returnStatus")) {
            throw new PipelineFailure("sh was refused: returnStdout and returnStatus cannot both be set.");
        }
        String script = call.required("script");
        Path file = Files.createTempFile(call.run().files().folder("tmp"), "script", ".sh");
        try {
            Files.writeString(file, script);
            return result(call, new LocalProcess(call, command(script, file)).run(call.flag("returnStdout")));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Object result(StepCall call, LocalProcess.End end) {
        if (call.flag("returnStatus")) {
            return end.exitCode();
        }
        if (end.exitCode() != 0) {
            throw new PipelineFailure("script returned exit code " + end.exitCode());
        }
        return call.flag("returnStdout") ? end.output() : null;
    }

    private static List<String> command(String script, Path file) {
        if (!script.startsWith("#!")) {
            return List.of("/bin/sh", "-xe", file.toString());
        }
        String[] interpreter =
                script.lines().findFirst().orElseThrow().substring(2).trim().split("\\s+", 2);
        return interpreter.length == 1
                ? List.of(interpreter[0], file.toString())
                : List.of(interpreter[0], interpreter[1], file.toString());
    }
}
