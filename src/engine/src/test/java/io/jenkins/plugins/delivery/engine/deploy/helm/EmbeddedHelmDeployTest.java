package io.jenkins.plugins.delivery.engine.deploy.helm;

import io.jenkins.plugins.delivery.engine.chart.Helm;
import io.jenkins.plugins.delivery.engine.chart.helm.ForkedHelm;

/** With the Helm that comes along. */
class EmbeddedHelmDeployTest extends HelmDeployContract {

    @Override
    protected Helm.Sessions sessions() {
        return ForkedHelm.sessions();
    }
}
