package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

/** argoRollback, while Argo CD does not bring the good version up again. */
final class WaitingRollback implements WaitingStep {

    private final DeliveryStand stand;

    WaitingRollback(Path root) throws Exception {
        stand = new DeliveryStand(root);
    }

    @Override
    public String name() {
        return "argoRollback";
    }

    @Override
    public List<String> history() {
        return List.of(stand.promotion("1.4.0", ""));
    }

    @Override
    public void credentials(Pipelines pipelines) throws Exception {
        stand.credentials(pipelines);
    }

    @Override
    public void hold() {
        stand.argo.stickRollout(DeliveryStand.APPLICATION);
    }

    @Override
    public String script() {
        return "def r = argoRollback(env: 'stage', service: 'payments', gitops: '" + stand.gitops
                + "', credentialsId: 'gitops', argo: '" + stand.argo.url()
                + "', argoCredentialsId: 'argocd', stableFor: '1s', timeout: '10m', reason: 'orders fail')\n"
                + "echo \"state: ${r.state}\"";
    }

    @Override
    public String sign() {
        return "Progressing";
    }

    @Override
    public void release() {
        stand.argo.heal(DeliveryStand.APPLICATION);
    }

    @Override
    public String end() {
        return "restored";
    }

    @Override
    public void assertDone() throws Exception {
        assertThat(stand.values()).contains("1.3.0");
        assertThat(stand.commits()).isEqualTo(3);
        assertThat(stand.git("log", "-1", "--format=%B", "main")).contains("Delivery-Reason: orders fail");
    }

    /** Git has the good version already; to give up the wait for Argo CD does not bring the bad one back. */
    @Override
    public void assertAborted(String log) throws Exception {
        assertDone();
        assertThat(log).contains("WARNING: ", "1.3.0");
    }

    @Override
    public List<String> secrets() {
        return List.of(DeliveryStand.PASSWORD, stand.argo.token());
    }

    @Override
    public void close() {
        stand.close();
    }
}
