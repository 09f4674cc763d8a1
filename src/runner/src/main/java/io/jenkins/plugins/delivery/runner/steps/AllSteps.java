package io.jenkins.plugins.delivery.runner.steps;

import io.jenkins.plugins.delivery.runner.host.Approver;
import io.jenkins.plugins.delivery.runner.host.StepRegistry;
import io.jenkins.plugins.delivery.runner.host.StepSpec;
import io.jenkins.plugins.delivery.runner.host.VarsLibrary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything a Jenkinsfile can call by name, beside the vars. One instance serves one run. */
public final class AllSteps {

    private AllSteps() {}

    /** @param approver who answers {@code input} */
    public static StepRegistry registry(VarsLibrary vars, Approver approver) {
        List<StepSpec> all = new ArrayList<>();
        all.addAll(new BlockSteps().all());
        all.addAll(new BasicSteps(vars).all());
        all.addAll(new FlowSteps().all());
        all.add(ParallelStep.spec());
        all.add(ShellStep.spec());
        all.addAll(FileSteps.all());
        all.addAll(StashSteps.all());
        all.addAll(CredentialSteps.all());
        all.addAll(ResultSteps.all());
        all.add(new InputStep(approver).spec());
        all.add(JunitStep.spec());
        all.add(new CheckoutStep().spec());
        all.addAll(DockerSteps.all());
        all.addAll(Symbols.all());
        all.addAll(RefusedSteps.all());
        all.addAll(EngineSteps.all());
        return new StepRegistry(all);
    }

    /** Whether the name is a function that only describes something for another step. */
    public static boolean isSymbol(String name) {
        return Symbols.all().stream().anyMatch(spec -> spec.name().equals(name));
    }

    /** The global variables that belong to steps: {@code scm} and {@code docker}. */
    public static Map<String, Object> variables() {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("scm", CheckoutStep.SCM);
        variables.put("docker", new DockerVariable());
        return variables;
    }
}
