package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import java.util.Map;

/** A second run of the same build, on the same workspace. */
final class FlowTwin {

    private final FlowWorld world;

    FlowTwin(FlowWorld world) {
        this.world = world;
    }

    Map<String, Object> finish() throws InterruptedException {
        EngineContext context = EngineContext.in(world.workspace())
                .environment(Map.of("BRANCH_NAME", "release/1.5.0"))
                .build();
        return OperationCatalog.named("gitFlowFinish").run(Map.of(), context).toMap();
    }
}
