package io.jenkins.plugins.delivery.engine.gate.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.testbed.aws.SignatureCheck;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.prometheus.QueryAnswer;
import io.jenkins.plugins.delivery.testbed.sts.StsServer;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Amazon Managed Prometheus: each request is signed, and AWS's refusals are told. The signatures are computed again by the stand-in. */
class WatchOfAmazonTest extends WatchFixture {

    private static final String REGION = "eu-central-1";
    private static final String ROLE = "arn:aws:iam::123456789012:role/delivery";
    private static final String OIDC = "header.oidc-token.signature";
    private static final String SECRET = "wJalrX" + "UtnFEMI/K7MDENG+secret";
    private static final String SETTING = "aws.endpointUrlSts";

    private final StsServer sts = StsServer.start(ROLE, OIDC);
    private SignatureCheck signatures;

    @BeforeEach
    void ofAmazon() {
        System.setProperty(SETTING, sts.url().toString());
        signatures = new SignatureCheck(REGION, "aps", Clock.systemUTC()).allow("AKIAWATCH", SECRET);
        prometheus.requireSignature(signatures);
        prometheus.answer(ERRORS, QueryAnswer.value(0));
        run.with(Credential.usernamePassword("aws", "AKIAWATCH", SECRET));
        run.with(Credential.token("oidc", OIDC));
    }

    @AfterEach
    void close() {
        System.clearProperty(SETTING);
        sts.close();
    }

    private Map<String, Object> signed(Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of(
                "prometheus",
                prometheus.url() + "/workspaces/ws-1f2e",
                "region",
                REGION,
                "credentialsId",
                "aws",
                "metrics",
                List.of(errors(Map.of())),
                "count",
                2));
        all.putAll(more);
        return all;
    }

    @Test
    void everyRequestIsSignedAlsoOneThatIsPosted() throws Exception {
        String query = "sum(x{pod=~\"" + "a|*~ +ä'!()%&=".repeat(400) + "\"})";
        prometheus.answer(query, QueryAnswer.value(0));
        MetricsWatchResult result = run(signed(
                Map.of("tenant", "team-a", "metrics", List.of(errors(Map.of()), metric("long", query, "value < 1")))));
        assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(prometheus.requests("POST", "/workspaces/ws-1f2e/api/v1/query"))
                .hasSize(3);
        assertThat(prometheus.requests()).hasSize(7).allSatisfy(request -> assertThat(
                        request.header("Authorization").orElseThrow())
                .contains("/eu-central-1/aps/aws4_request", "x-scope-orgid"));
        assertThat(run.everything() + kept).doesNotContain(SECRET);
    }

    @Test
    void theAddressThatTheConsoleShowsIsUnderstood() throws Exception {
        String shown = prometheus.url() + "/workspaces/ws-1f2e/api/v1/query";
        assertThat(run(signed(Map.of("prometheus", shown))).verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(prometheus.requests())
                .extracting(RecordedRequest::path)
                .containsOnly("/workspaces/ws-1f2e/api/v1/query");
    }

    @Test
    void aRoleIsAssumedOnceForAWatchAndItsTokenIsSigned() throws Exception {
        signatures.allow(StsServer.accessKey(1), "lent-secret-1", "lent-session-1");
        assertThat(run(signed(Map.of("roleArn", ROLE, "count", 5))).verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(sts.lent()).isEqualTo(1);
        assertThat(prometheus.requests()).allSatisfy(request -> assertThat(request.header("X-Amz-Security-Token"))
                .contains("lent-session-1"));
    }

    @Test
    void anOidcTokenNeedsNoKey() throws Exception {
        signatures.allow(StsServer.accessKey(1), "lent-secret-1", "lent-session-1");
        Map<String, Object> byToken = signed(Map.of("roleArn", ROLE, "credentialsId", "oidc"));
        assertThat(run(byToken).verdict()).isEqualTo(GateVerdict.PASSED);
    }

    @Test
    void aRoleThatIsNotLentEndsItWithASentence() {
        TerminalException errored = errored(signed(Map.of("roleArn", ROLE.replace("delivery", "other"))));
        assertThat(errored)
                .hasMessageContaining(
                        "could not decide: The request to Amazon Managed Prometheus cannot be signed: AWS STS"
                                + " answered AccessDenied The caller may not assume "
                                + ROLE.replace("delivery", "other") + ".");
        assertThat(run.pauses()).isEmpty();
    }

    @Test
    void aWrongClockIsTold() {
        prometheus.requireSignature(
                new SignatureCheck(REGION, "aps", Clock.offset(Clock.systemUTC(), Duration.ofHours(1)))
                        .allow("AKIAWATCH", SECRET));
        assertThat(errored(signed(Map.of())))
                .hasMessageContaining(
                        "/workspaces/ws-1f2e answered the query with 403: InvalidSignatureException Signature"
                                + " expired: ")
                .hasMessageContaining("Set the clock of the machine that asks; AWS shows ");
        prometheus.requireSignature(
                new SignatureCheck(REGION, "aps", Clock.offset(Clock.systemUTC(), Duration.ofHours(-1)))
                        .allow("AKIAWATCH", SECRET));
        assertThat(errored(signed(Map.of())))
                .hasMessageContaining("Signature not yet current")
                .hasMessageContaining("Set the clock");
    }

    @Test
    void credentialsThatExpireInTheMiddleAreNoFailureOfTheRelease() {
        run.after(Duration.ofSeconds(60), () -> signatures.expire("AKIAWATCH"));
        TerminalException errored = errored(signed(Map.of("count", 10)));
        assertThat(errored)
                .hasMessageContaining("could not decide: errors at ")
                .hasMessageContaining("ExpiredTokenException The security token included in the request is expired.")
                .hasMessageContaining("5 questions had no answer.");
    }

    @Test
    void expiredCredentialsAreToldAtOnce() {
        signatures.expire("AKIAWATCH");
        assertThat(errored(signed(Map.of())))
                .hasMessageContaining("The security token included in the request is expired.")
                .hasMessageContaining("The credentials are over: renew what is stored as credentialsId");
        assertThat(run.pauses()).isEmpty();
    }

    @Test
    void aWrongKeyIsToldWithoutTheRequestThatAwsRepeats() {
        signatures.allow(StsServer.accessKey(1), "another secret", "lent-session-1");
        TerminalException errored = errored(signed(Map.of("roleArn", ROLE)));
        assertThat(errored)
                .hasMessageContaining("InvalidSignatureException The request signature we calculated does not match")
                .hasMessageContaining("Check the secret access key and the region.");
        assertThat(errored.getMessage() + run.everything() + kept)
                .doesNotContain("lent-session-1", "lent-secret-1", "Canonical String", SECRET);
    }

    @Test
    void aRefusalOfIamNamesTheAction() {
        prometheus.failNext(
                1,
                403,
                "{\"Message\":\"User: arn:aws:iam::123456789012:user/ci is not authorized to perform: aps:QueryMetrics on"
                        + " resource: ws-1f2e\"}",
                Map.of("x-amzn-ErrorType", "AccessDeniedException:http://internal.amazon.com/coral/"));
        assertThat(errored(signed(Map.of())))
                .hasMessageContaining(
                        "403: AccessDeniedException User: arn:aws:iam::123456789012:user/ci is not authorized")
                .hasMessageContaining("Allow the action aps:QueryMetrics on the workspace");
    }

    @Test
    void theFormTriesItOutInTheSameWay() throws Exception {
        PrometheusAccess access = new PrometheusAccess(
                prometheus.url() + "/workspaces/ws-1f2e/api/v1/query",
                Optional.of(Credential.usernamePassword("aws", "AKIAWATCH", SECRET)),
                REGION,
                null,
                null);
        assertThat(PrometheusConnection.check(access, Duration.ofSeconds(5)))
                .isEqualTo("It answers queries as Prometheus does.");
        PrometheusAccess wrong = new PrometheusAccess(
                access.address(),
                Optional.of(Credential.usernamePassword("aws", "AKIAWATCH", "x")),
                REGION,
                null,
                null);
        assertThatThrownBy(() -> PrometheusConnection.check(wrong, Duration.ofSeconds(5)))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("403");
    }
}
