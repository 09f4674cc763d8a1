package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.testbed.ecs.EcsServer;
import java.util.List;
import java.util.Map;

/** ecsDeploy, while the tasks of the new revision do not come up. */
final class WaitingEcs implements WaitingStep {

    private static final String SECRET = "s3cret-access-key-of-the-account";

    private final EcsServer ecs = EcsServer.start(
            "payments-stage",
            Map.of(
                    "containerDefinitions",
                    List.of(Map.of("name", "payments", "image", "registry.example/shop/payments:1.3.0"))));

    @Override
    public String name() {
        return "ecsDeploy";
    }

    @Override
    public void credentials(Pipelines pipelines) throws Exception {
        pipelines.login("aws", "AKIDEXAMPLE", SECRET);
    }

    @Override
    public String script() {
        return "def d = ecsDeploy(env: 'stage', service: 'payments', version: '1.4.0', digest: 'sha256:"
                + "b".repeat(64) + "', region: 'eu-central-1', endpoint: '" + ecs.url()
                + "', credentialsId: 'aws', stableFor: '1s', timeout: '20m')\necho \"state: ${d.state}, ${d.revision}\"";
    }

    @Override
    public String sign() {
        return "0 of 2 tasks run";
    }

    @Override
    public void release() {
        ecs.steady();
    }

    @Override
    public String end() {
        return "deployed, payments-stage:2";
    }

    @Override
    public void assertDone() {
        assertThat(ecs.current()).isEqualTo("payments-stage:2");
        assertThat(ecs.calls("UpdateService")).isEqualTo(1);
    }

    @Override
    public void assertAborted(String log) {
        assertThat(log).contains("WARNING: ", "payments-stage:1");
        assertThat(ecs.current()).isEqualTo("payments-stage:1");
    }

    @Override
    public List<String> secrets() {
        return List.of(SECRET);
    }

    @Override
    public void close() {
        ecs.close();
    }
}
