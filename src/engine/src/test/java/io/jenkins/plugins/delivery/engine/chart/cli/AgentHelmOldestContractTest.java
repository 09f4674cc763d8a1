package io.jenkins.plugins.delivery.engine.chart.cli;

import io.jenkins.plugins.delivery.engine.chart.Helm;
import io.jenkins.plugins.delivery.engine.chart.HelmContract;
import org.junit.jupiter.api.Tag;

/** The oldest Helm that is accepted, as a program. */
@Tag("tools")
class AgentHelmOldestContractTest extends HelmContract {

    @Override
    protected Helm open() {
        return RealHelm.open(RealHelm.need(3, 8));
    }
}
