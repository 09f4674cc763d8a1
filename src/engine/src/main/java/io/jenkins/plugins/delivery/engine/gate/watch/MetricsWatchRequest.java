package io.jenkins.plugins.delivery.engine.gate.watch;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.gate.OnFail;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Input of {@code metricsWatch}. */
public record MetricsWatchRequest(
        @Parameter(help = "What the watch is called in messages and reports.")
        String name,

        @Parameter(help = "The environment that is watched; ${env} in queries.")
        String env,

        @Parameter(help = "The service that is watched; ${service} in queries.")
        String service,

        @Parameter(help = "The version that was released; ${version} in queries.")
        String version,

        @Parameter(
                help =
                        "Address of the environment, which is then asked as well; alone it is a watch without Prometheus.")
        String url,

        @Parameter(
                help =
                        "How the address is asked: one URL check as of e2eGate, and limits as of metrics. When absent, / must"
                                + " answer without a server error.")
        Map<String, Object> probe,

        @Parameter(help = "Address of Prometheus, or of another server with its query API; a path in it is kept.")
        String prometheus,

        @Parameter(
                help =
                        "Credentials for Prometheus: a bearer token, or user name and password; for Amazon Managed Prometheus an"
                                + " access key or, with roleArn, an OIDC token, and what the machine may do when absent.")
        String credentialsId,

        @Parameter(
                help =
                        "AWS region of Amazon Managed Prometheus; that of its address when absent. Requests to any other address"
                                + " are signed for AWS when it is given.")
        String region,

        @Parameter(
                help =
                        "ARN of the AWS role to assume for Amazon Managed Prometheus, with the credentials as keys or as an"
                                + " OIDC token.")
        String roleArn,

        @Parameter(help = "Whose data is asked for, of a server that knows tenants (Mimir, Cortex, Thanos).")
        String tenant,

        @Parameter(help = "The header that names the tenant; THANOS-TENANT for Thanos.")
        String tenantHeader,

        @Parameter(
                help =
                        "Queries: maps with name, query, success, failure, baseline, onNoData, failureLimit, inconclusiveLimit,"
                                + " errorLimit and consecutiveSuccesses.")
        List<Map<String, Object>> metrics,

        @Parameter(help = "The time between two measurements.")
        Duration interval,

        @Parameter(help = "How many measurements to take; instead of duration.")
        Integer count,

        @Parameter(help = "How long to watch, the initial delay not counted.")
        Duration duration,

        @Parameter(help = "How long to wait before the first measurement.")
        Duration initialDelay,

        @Parameter(
                help =
                        "When the release began, as ISO 8601 with a zone; where baselines with 'before' are counted from. The"
                                + " start of the watch if absent.")
        String released,

        @Parameter(help = "What a measurement without data is: inconclusive, fail or pass.")
        OnNoData onNoData,

        @Parameter(
                help = "Link to a dashboard, with the placeholders ${env}, ${service}, ${version}, ${from} and ${to}.")
        String grafana,

        @Parameter(help = "What to do when the watch does not pass: fail or warn.")
        OnFail onFail)
        implements OperationRequest {

    /** @throws InvalidInputException with every problem, those of each metric with its path */
    public MetricsWatchRequest {
        List<String> problems = WatchRequestProblems.of(
                url, probe, prometheus, metrics, new WatchTimes(interval, count, duration, initialDelay));
        problems.addAll(WatchRequestProblems.ofTexts(
                released, grafana, metrics, new WatchNames(env, service, version, interval)));
        problems.addAll(WatchRequestProblems.ofAccess(new PrometheusAccess(
                prometheus, Optional.empty(), region, roleArn, PrometheusAccess.Tenant.of(tenant, tenantHeader))));
        if (!problems.isEmpty()) {
            throw new InvalidInputException("metricsWatch", problems);
        }
        metrics = List.copyOf(metrics);
        probe = Map.copyOf(probe);
    }

    /** How many good measurements of each metric make the watch pass. */
    int rounds() {
        return new WatchTimes(interval, count, duration, initialDelay).rounds();
    }

    /** Where the metrics come from, and as whom; only to be asked when there are metrics. */
    PrometheusAccess access(EngineContext context) {
        return new PrometheusAccess(
                prometheus,
                Optional.ofNullable(credentialsId).map(context::credential),
                region,
                roleArn,
                PrometheusAccess.Tenant.of(tenant, tenantHeader));
    }

    /** From the beginning to the last measurement, when none has to be taken again. */
    Duration span() {
        return initialDelay.plus(new WatchTimes(interval, count, duration, initialDelay).length());
    }

    WatchNames names() {
        return new WatchNames(env, service, version, interval);
    }

    /** {@code payments 1.4.0 in prod}, or what of it is known. */
    String what() {
        String release = service == null ? "" : service + (version == null ? "" : " " + version);
        String place = env == null ? "" : (release.isEmpty() ? "" : " in ") + env;
        String both = release + place;
        return both.isEmpty() ? Optional.ofNullable(url).orElse("the release") : both;
    }

    Optional<Instant> releasedAt() {
        return Optional.ofNullable(released).map(MetricsWatchRequest::instant);
    }

    /** @throws DateTimeParseException when it is no moment */
    static Instant instant(String text) {
        return java.time.OffsetDateTime.parse(text.strip()).toInstant();
    }
}
