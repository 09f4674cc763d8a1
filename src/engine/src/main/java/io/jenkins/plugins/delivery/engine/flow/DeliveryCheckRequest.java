package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import java.util.Map;

/** Parameters of {@code deliveryCheck}. */
public record DeliveryCheckRequest(
        @Parameter(
                help = "Delivery configuration: the arguments of deliveryPipeline, with true in place of each closure.",
                required = true)
        Map<String, Object> config,

        @Parameter(help = "What the organisation sets for all services; weaker than config.")
        Map<String, Object> defaults,

        @Parameter(help = "What the host enforces; stronger than config.")
        Map<String, Object> override,

        @Parameter(help = "Contract of the shared library that calls; not checked when absent.")
        Integer library)
        implements OperationRequest {}
