package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.testbed.prometheus.PrometheusServer;
import io.jenkins.plugins.delivery.testbed.prometheus.QueryAnswer;
import java.util.List;

/** metricsWatch, while nothing gets worse. */
final class WaitingWatch implements WaitingStep {

    private static final String TOKEN = "s3cret" + "-of-prometheus";
    private static final String QUERY = "errors{env=\"prod\"}";

    private final PrometheusServer prometheus = PrometheusServer.start();

    WaitingWatch() {
        prometheus.requireBearer(TOKEN);
        prometheus.answer(QUERY, QueryAnswer.value(0));
    }

    @Override
    public String name() {
        return "metricsWatch";
    }

    @Override
    public void credentials(Pipelines pipelines) throws Exception {
        pipelines.token("prometheus", TOKEN);
    }

    @Override
    public String script() {
        return """
            def w = metricsWatch(env: 'prod', service: 'payments', version: '1.4.0', prometheus: '%s', credentialsId: 'prometheus',
                metrics: [[name: 'errors', query: 'errors{env="${env}"}', success: 'value < 0.01']], interval: '2s', duration: '30m',
                onFail: 'warn')
            echo "state: ${w.verdict}"
            """.formatted(prometheus.url());
    }

    @Override
    public String sign() {
        return "; errors 0";
    }

    /** The release gets bad, which ends a watch at once. */
    @Override
    public void release() {
        prometheus.answer(QUERY, QueryAnswer.value(0.5));
    }

    @Override
    public String end() {
        return "failed";
    }

    @Override
    public void assertDone() {
        assertThat(prometheus.failures()).isEmpty();
    }

    @Override
    public void assertAborted(String log) {
        assertThat(log)
                .contains("WARNING: The watch of payments 1.4.0 in prod only reads, so there is nothing to undo");
    }

    @Override
    public List<String> secrets() {
        return List.of(TOKEN);
    }

    @Override
    public void close() {
        prometheus.close();
    }
}
