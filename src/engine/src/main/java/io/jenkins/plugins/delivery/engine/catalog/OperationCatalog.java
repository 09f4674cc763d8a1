package io.jenkins.plugins.delivery.engine.catalog;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.flow.GateInputs;
import java.util.List;
import java.util.stream.Stream;

/** Every step of the product, in the order of a delivery. The plugin, the runner and the step table are compared with it. */
public final class OperationCatalog {

    private static final List<OperationDescriptor<?, ?>> ALL = Stream.of(
                    PlanSteps.ALL,
                    VersionSteps.ALL,
                    ChangeSteps.ALL,
                    ArtifactSteps.ALL,
                    ForgeSteps.ALL,
                    PromotionSteps.ALL,
                    DeploySteps.ALL,
                    GateSteps.ALL,
                    LedgerSteps.ALL,
                    GitFlowSteps.ALL)
            .flatMap(List::stream)
            .toList();

    /** Understands the arguments of the gates of a configuration, so that what they would refuse is told before anything runs. */
    public static final GateInputs.Binder GATES = (step, args) -> named(step).bind(args);

    private OperationCatalog() {}

    public static List<OperationDescriptor<?, ?>> all() {
        return ALL;
    }

    /** @throws InvalidInputException when there is no such step; names the nearest */
    public static OperationDescriptor<?, ?> named(String name) {
        List<String> names = ALL.stream().map(OperationDescriptor::name).toList();
        return ALL.stream()
                .filter(descriptor -> descriptor.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidInputException("The step", List.of(NearestName.unknownKey("", name, names))));
    }
}
