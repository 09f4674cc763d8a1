package io.jenkins.plugins.delivery.engine.gate.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.testbed.prometheus.QueryAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A server that several share: Mimir, Cortex and Thanos. */
class WatchOfATenantTest extends WatchFixture {

    @Test
    void theTenantIsNamedOnEachRequest() throws Exception {
        prometheus.requireTenant("X-Scope-OrgID", "team-a|team-b");
        prometheus.answer(ERRORS, QueryAnswer.value(0));
        Map<String, Object> arguments = Map.of("metrics", List.of(errors(Map.of())), "tenant", "team-a|team-b");
        assertThat(run(arguments).verdict()).isEqualTo(GateVerdict.PASSED);
    }

    @Test
    void thanosHasAHeaderOfItsOwn() throws Exception {
        prometheus.requireTenant("THANOS-TENANT", "team-a");
        prometheus.answer(ERRORS, QueryAnswer.value(0));
        Map<String, Object> arguments = Map.of(
                "metrics", List.of(errors(Map.of())), "tenant", "team-a", "tenantHeader", "THANOS-TENANT", "count", 2);
        assertThat(run(arguments).verdict()).isEqualTo(GateVerdict.PASSED);
        PrometheusAccess access = new PrometheusAccess(
                prometheus.url().toString(),
                Optional.empty(),
                null,
                null,
                PrometheusAccess.Tenant.of("team-a", "THANOS-TENANT"));
        assertThat(PrometheusConnection.check(access, Duration.ofSeconds(5))).startsWith("It answers");
    }

    @Test
    void aServerThatMissesTheTenantSaysSo() {
        prometheus.requireTenant("X-Scope-OrgID", "team-a");
        assertThat(errored(Map.of("metrics", List.of(errors(Map.of())))))
                .hasMessageContaining("answered the query with 401: no org id.")
                .hasMessageContaining("name the tenant");
    }
}
