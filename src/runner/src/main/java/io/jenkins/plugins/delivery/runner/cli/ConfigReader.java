package io.jenkins.plugins.delivery.runner.cli;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.runner.host.Approver;
import io.jenkins.plugins.delivery.runner.host.RunRequest;
import io.jenkins.plugins.delivery.runner.host.VarsLibrary;
import io.jenkins.plugins.delivery.runner.model.Failure;
import io.jenkins.plugins.delivery.runner.plan.CapturedConfig;
import io.jenkins.plugins.delivery.runner.sandbox.RunSetup;
import io.jenkins.plugins.delivery.runner.steps.AllSteps;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Finds the configuration that a Jenkinsfile gives to {@code deliveryPipeline}, without effects. */
final class ConfigReader {

    private final VarsLibrary vars;

    ConfigReader(VarsLibrary vars) {
        this.vars = vars;
    }

    /**
     * The arguments of each call of {@code deliveryPipeline}; empty when there is none.
     *
     * @param request must name {@link CapturedConfig#PIPELINE} among the replaced vars
     * @throws InvalidInputException when the script fails before it gets to a call
     */
    List<Map<String, Object>> read(RunRequest request, RunSetup.Leg leg) throws IOException {
        CapturedConfig captured = new CapturedConfig();
        Approver nobody = question -> new Approver.Answer(true, "plan");
        LegRunner.End end = new LegRunner(vars, captured.over(AllSteps.registry(vars, nobody)), new SilentListener())
                .run(request, leg);
        if (captured.calls().isEmpty() && end.thrown().isPresent()) {
            Failure failure = end.model().failure().orElseThrow();
            throw new InvalidInputException(request.scriptName(), List.of(failure.where() + ": " + failure.why()));
        }
        return captured.calls();
    }
}
