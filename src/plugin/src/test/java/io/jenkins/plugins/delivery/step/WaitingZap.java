package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.testbed.zap.ZapServer;
import java.util.List;
import java.util.Map;

/** zapScan, while ZAP's spider looks for pages. */
final class WaitingZap implements WaitingStep {

    private static final String KEY = "s3cret" + "-key-of-zap";
    private static final String SITE = "https://payments.stage.example.com/";

    private final ZapServer zap = ZapServer.start(KEY);

    WaitingZap() {
        zap.finds(Map.of(
                "pluginId", "10021",
                "alertRef", "10021",
                "name", "X-Content-Type-Options Header Missing",
                "risk", "Low",
                "confidence", "Medium",
                "url", SITE,
                "method", "GET",
                "param", "x-content-type-options"));
    }

    @Override
    public String name() {
        return "zapScan";
    }

    @Override
    public void credentials(Pipelines pipelines) throws Exception {
        pipelines.token("zap", KEY);
    }

    @Override
    public String script() {
        return """
            def z = zapScan(url: '%s', zap: '%s', env: 'stage', credentialsId: 'zap', spiderFor: '20m')
            echo "state: ${z.verdict}"
            """.formatted(SITE, zap.url());
    }

    @Override
    public String sign() {
        return "ZAP's spider of stage (" + SITE + ") is at 40 %";
    }

    @Override
    public void release() {
        zap.finish();
    }

    @Override
    public String end() {
        return "passed";
    }

    @Override
    public void assertDone() {
        assertThat(zap.failures()).isEmpty();
    }

    @Override
    public void assertAborted(String log) {
        assertThat(log).contains("WARNING: ZAP's spider was stopped.");
        assertThat(zap.requests("GET", "/JSON/spider/action/stop/")).hasSize(1);
    }

    @Override
    public List<String> secrets() {
        return List.of(KEY);
    }

    @Override
    public void close() {
        zap.close();
    }
}
