package io.jenkins.plugins.delivery.engine.chart.cli;

import io.jenkins.plugins.delivery.engine.chart.Helm;
import io.jenkins.plugins.delivery.engine.chart.HelmContract;
import org.junit.jupiter.api.Tag;

/** Helm 3 as a program. */
@Tag("tools")
class AgentHelm3ContractTest extends HelmContract {

    @Override
    protected Helm open() {
        return RealHelm.open(RealHelm.need(3));
    }
}
