package io.jenkins.plugins.delivery.engine.deploy.helm;

import io.jenkins.plugins.delivery.engine.chart.Helm;
import io.jenkins.plugins.delivery.engine.chart.cli.RealHelm;
import org.junit.jupiter.api.Tag;

/** With Helm 3 as a program. */
@Tag("tools")
class Helm3DeployTest extends HelmDeployContract {

    @Override
    protected Helm.Sessions sessions() {
        return (choice, context) -> RealHelm.open(RealHelm.need(3));
    }
}
