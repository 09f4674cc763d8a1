package io.jenkins.plugins.delivery.engine.chart.helm;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.chart.Helm;
import io.jenkins.plugins.delivery.engine.chart.HelmChoice;
import io.jenkins.plugins.delivery.engine.chart.HelmContract;
import java.nio.file.Path;

/** The embedded Helm. */
class ForkedHelmContractTest extends HelmContract {

    @Override
    protected Helm open() throws InterruptedException {
        return ForkedHelm.sessions()
                .open(
                        HelmChoice.parse("embedded"),
                        EngineContext.in(Path.of("")).build());
    }
}
