package io.jenkins.plugins.delivery.runner.steps;

import io.jenkins.plugins.delivery.runner.host.LineKind;
import io.jenkins.plugins.delivery.runner.host.PipelineFailure;
import io.jenkins.plugins.delivery.runner.host.StepCall;
import io.jenkins.plugins.delivery.runner.host.StepSpec;
import io.jenkins.plugins.delivery.runner.host.VarsLibrary;
import java.io.File;
import java.util.List;
import java.util.Map;

/** Small steps without a block. */
final class BasicSteps {

    private final VarsLibrary vars;

    BasicSteps(VarsLibrary vars) {
        this.vars = vars;
    }

    List<StepSpec> all() {
        return List.of(
                StepSpec.of("echo", List.of("message"), BasicSteps::echo),
                StepSpec.of("error", List.of("message"), BasicSteps::error),
                StepSpec.of("sleep", List.of("time", "unit"), BasicSteps::sleep),
                StepSpec.of("isUnix", List.of(), call -> File.separatorChar == '/'),
                StepSpec.of("milestone", List.of("ordinal", "label"), call -> null),
                StepSpec.of("library", List.of("identifier", "changelog", "retriever"), BasicSteps::library),
                StepSpec.of("libraryResource", List.of("resource", "encoding"), this::libraryResource),
                StepSpec.of("properties", List.of("properties"), BasicSteps::properties));
    }

    private static Object echo(StepCall call) {
        call.log(LineKind.ECHO, call.text("message", ""));
        return null;
    }

    private static Object error(StepCall call) {
        throw new PipelineFailure(call.text("message", ""));
    }

    private static Object sleep(StepCall call) throws InterruptedException {
        Thread.sleep(Units.duration(call.number("time", 0), call.text("unit"), "SECONDS")
                .toMillis());
        return null;
    }

    private static Object library(StepCall call) {
        call.log(
                LineKind.INFO,
                "The library '" + call.text("identifier", "")
                        + "' is not loaded here; the runner takes vars from itself and from --library DIR.");
        return null;
    }

    private Object libraryResource(StepCall call) {
        String path = call.required("resource");
        return vars.resource(path)
                .orElseThrow(() -> new PipelineFailure(
                        "libraryResource found no file '" + path + "' below resources/ of the library."));
    }

    /** Job properties have no meaning without a job; declared parameters give {@code params} their defaults. */
    private static Object properties(StepCall call) {
        for (Object property : call.list("properties")) {
            if (property instanceof Map<?, ?> map && "parameters".equals(map.get(Symbols.NAME))) {
                Parameters.declare(call.run(), map.get("value"));
            }
        }
        return null;
    }
}
