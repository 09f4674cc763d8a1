package io.jenkins.plugins.delivery.runner.steps;

import static io.jenkins.plugins.delivery.runner.host.StepSpec.Trait.BODY;

import io.jenkins.plugins.delivery.runner.host.BuildResult;
import io.jenkins.plugins.delivery.runner.host.LineKind;
import io.jenkins.plugins.delivery.runner.host.PipelineInterrupted;
import io.jenkins.plugins.delivery.runner.host.StepCall;
import io.jenkins.plugins.delivery.runner.host.StepSpec;
import java.util.List;

/** Steps that set the result of the build or of a stage. */
final class ResultSteps {

    private ResultSteps() {}

    static List<StepSpec> all() {
        return List.of(
                StepSpec.of("unstable", List.of("message"), ResultSteps::unstable),
                StepSpec.of(
                        "catchError",
                        List.of("message", "buildResult", "stageResult", "catchInterruptions"),
                        call -> catching(call, BuildResult.FAILURE, BuildResult.FAILURE),
                        BODY),
                StepSpec.of(
                        "warnError",
                        List.of("message", "catchInterruptions"),
                        call -> catching(call, BuildResult.UNSTABLE, BuildResult.UNSTABLE),
                        BODY));
    }

    private static Object unstable(StepCall call) {
        call.log(LineKind.WARNING, call.required("message"));
        worsen(call, BuildResult.UNSTABLE, BuildResult.UNSTABLE);
        return null;
    }

    private static Object catching(StepCall call, BuildResult build, BuildResult stage) throws Exception {
        BuildResult buildResult = result(call, "buildResult", build);
        BuildResult stageResult = result(call, "stageResult", stage);
        try {
            return call.body();
        } catch (PipelineInterrupted e) {
            if (!call.flag("catchInterruptions", true)) {
                throw e;
            }
            caught(call, e);
            worsen(call, buildResult.combine(e.getResult()), stageResult.combine(e.getResult()));
        } catch (Exception e) {
            caught(call, e);
            worsen(call, buildResult, stageResult);
        }
        return null;
    }

    private static BuildResult result(StepCall call, String name, BuildResult otherwise) {
        String given = call.text(name);
        return given == null ? otherwise : BuildResult.of(given);
    }

    private static void caught(StepCall call, Exception e) {
        if (call.text("message") != null) {
            call.log(LineKind.WARNING, call.text("message"));
        }
        call.log(LineKind.WARNING, "Went on after an error: " + e.getMessage());
    }

    static void worsen(StepCall call, BuildResult build, BuildResult stage) {
        if (build != BuildResult.SUCCESS) {
            call.run().state().worsen(build);
        }
        call.run().state().worsenStage(call.scope().stage(), stage);
    }
}
