package io.jenkins.plugins.delivery.runner.steps;

import static io.jenkins.plugins.delivery.runner.host.StepSpec.Trait.BODY;

import io.jenkins.plugins.delivery.runner.host.LineKind;
import io.jenkins.plugins.delivery.runner.host.PipelineFailure;
import io.jenkins.plugins.delivery.runner.host.Scope;
import io.jenkins.plugins.delivery.runner.host.StepCall;
import io.jenkins.plugins.delivery.runner.host.StepSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Blocks that say where their content runs: {@code node}, {@code dir}, {@code withEnv}, containers. */
final class BlockSteps {

    private final AtomicBoolean toldAboutContainers = new AtomicBoolean();

    List<StepSpec> all() {
        return List.of(
                StepSpec.of("node", List.of("label"), BlockSteps::node, BODY),
                StepSpec.of("ws", List.of("dir"), BlockSteps::node, BODY),
                StepSpec.of("dir", List.of("path"), BlockSteps::dir, BODY, StepSpec.Trait.WORKSPACE),
                StepSpec.of("withEnv", List.of("overrides"), BlockSteps::withEnv, BODY),
                StepSpec.of("container", List.of("name", "shell"), this::container, BODY),
                StepSpec.of("podTemplate", StepSpec.ANY, this::podTemplate, BODY),
                StepSpec.of("timestamps", List.of(), StepCall::body, BODY),
                StepSpec.of("ansiColor", List.of("colorMapName"), StepCall::body, BODY));
    }

    private static Object node(StepCall call) throws Exception {
        Path workspace =
                call.run().files().acquireWorkspace(call.run().request().job());
        try {
            return call.body(call.scope().inWorkspace(workspace).with(Map.of("NODE_NAME", "built-in")));
        } finally {
            call.run().files().releaseWorkspace(workspace);
        }
    }

    private static Object dir(StepCall call) throws Exception {
        Path directory = call.resolve(call.required("path"));
        Files.createDirectories(directory);
        return call.body(call.scope().inDirectory(directory));
    }

    private static Object withEnv(StepCall call) throws Exception {
        Map<String, String> variables = new LinkedHashMap<>();
        for (Object item : call.list("overrides")) {
            String text = String.valueOf(item);
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new PipelineFailure("withEnv was refused: '" + text + "' is not of the form NAME=value.");
            }
            variables.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return call.body(call.scope().with(variables));
    }

    private Object container(StepCall call) throws Exception {
        tellAboutContainers(call, "container('" + call.required("name") + "')");
        return call.body();
    }

    private Object podTemplate(StepCall call) throws Exception {
        tellAboutContainers(call, "podTemplate");
        Scope inside = call.scope().with(Map.of("POD_LABEL", call.text("label", "built-in")));
        return call.body(inside);
    }

    private void tellAboutContainers(StepCall call, String what) {
        if (toldAboutContainers.compareAndSet(false, true)) {
            call.log(
                    LineKind.WARNING,
                    what
                            + ": the runner starts no containers; the block runs on this machine with the tools that are here.");
        }
    }
}
