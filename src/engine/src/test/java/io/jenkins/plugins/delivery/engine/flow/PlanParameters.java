package io.jenkins.plugins.delivery.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Compares what a plan gives to steps with the parameters that they have. */
final class PlanParameters {

    /** Steps of the host, which the catalogue does not have. */
    private static final Set<String> OF_HOST = Set.of("input", "sh", "junit");

    private PlanParameters() {}

    static void areKnownToTheirSteps(DeliveryPlan plan) {
        plan.blocks().stream()
                .flatMap(block -> block.stages().stream())
                .flatMap(PlanParameters::withFollowing)
                .forEach(PlanParameters::ofStage);
        plan.notices().values().stream()
                .flatMap(actions -> ((List<?>) actions).stream())
                .map(ConfigLayers::map)
                .forEach(action -> known(String.valueOf(action.get("step")), ConfigLayers.map(action.get("args"))));
    }

    private static Stream<PlanStage> withFollowing(PlanStage stage) {
        return Stream.of(stage, stage.ending().wayBack()).filter(Objects::nonNull);
    }

    private static void ofStage(PlanStage stage) {
        Stream.concat(
                        stage.actions().stream(),
                        Stream.of(stage.ending().recover(), stage.ending().cleanup())
                                .filter(Objects::nonNull))
                .filter(action -> action.step() != null)
                .forEach(action -> known(action.step(), action.args()));
        if (stage.notes().status() != null) {
            known("commitStatus", stage.notes().status());
        }
    }

    private static void known(String step, Map<String, Object> args) {
        if (!OF_HOST.contains(step)) {
            assertThat(OperationCatalog.named(step).requestType().getRecordComponents())
                    .as(step)
                    .extracting(RecordComponent::getName)
                    .containsAll(args.keySet());
        }
    }
}
