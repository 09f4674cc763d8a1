package io.jenkins.plugins.delivery.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.http.Routes;
import io.jenkins.plugins.delivery.testbed.http.StandInServer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonHttpTest {

    private static final Credential LOGIN = Credential.usernamePassword("api", "joe", "canary-4711");

    private final Remote remote = new Remote();
    private final JsonHttp http = client(Duration.ofSeconds(60), Optional.of(LOGIN));

    /** Answers with what it got; one path never stops answering. */
    private static final class Remote extends StandInServer {
        Remote() {
            open();
        }

        @Override
        protected Routes routes() {
            return new Routes()
                    .get("/api/thing", call -> Answer.json(200, Map.of("name", "grün")))
                    .post(
                            "/api/thing",
                            call -> Answer.json(
                                    201, Map.of("got", call.request().json())))
                    .delete("/api/thing", call -> Answer.empty(204))
                    .get(
                            "/api/drip",
                            call -> Answer.stream(200, "application/json", out -> {
                                for (int i = 0; i < 600; i++) {
                                    out.write(' ');
                                    out.flush();
                                    awaitRequest(request -> request.path().equals("/api/stop"), Duration.ofSeconds(1));
                                }
                            }));
        }
    }

    @AfterEach
    void stop() {
        remote.close();
    }

    @Test
    void sendsAndReadsJsonInUtf8WithTheCredentialAsHeader() throws InterruptedException {
        assertThat(http.get("/thing").path("name").asText()).isEqualTo("grün");
        assertThat(http.post("/thing", Map.of("a", "ü")).path("got").path("a").asText())
                .isEqualTo("ü");
        assertThat(http.delete("/thing").isMissingNode()).isTrue();
        RecordedRequest post = remote.requests("POST", "/api/thing").get(0);
        assertThat(post.header("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(post.header("Authorization")).contains("Basic am9lOmNhbmFyeS00NzEx");
    }

    @ParameterizedTest
    @CsvSource({
        "400, io.jenkins.plugins.delivery.engine.TerminalException",
        "401, io.jenkins.plugins.delivery.engine.UnauthenticatedException",
        "403, io.jenkins.plugins.delivery.engine.ForbiddenException",
        "404, io.jenkins.plugins.delivery.engine.NotFoundException",
        "409, io.jenkins.plugins.delivery.engine.TerminalException",
        "302, io.jenkins.plugins.delivery.engine.TerminalException",
        "408, io.jenkins.plugins.delivery.engine.RetryableException",
        "429, io.jenkins.plugins.delivery.engine.RetryableException",
        "500, io.jenkins.plugins.delivery.engine.RetryableException",
        "502, io.jenkins.plugins.delivery.engine.RetryableException",
        "503, io.jenkins.plugins.delivery.engine.RetryableException"
    })
    void statusDecidesWhetherTryingAgainHelps(int status, Class<? extends DeliveryException> type) {
        remote.failNext(1, status, "{\"message\":\"because of that\"}", Map.of());
        assertThat(catchThrowableOfType(DeliveryException.class, () -> http.get("/thing")))
                .isExactlyInstanceOf(type)
                .hasMessageStartingWith(
                        "Sample at " + remote.url() + "/api answered GET /thing with " + status + ": because of that.")
                .hasMessageNotContainingAny("canary-4711", "am9lOmNhbmFyeS00NzEx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":\"the words\"}",
                "{\"Message\":\"the words\"}",
                "the\n words",
                "{\"message\":\"the words\",\"error\":1}"
            })
    void tellsTheErrorsOwnWords(String body) {
        remote.failNext(1, 400, body, Map.of());
        assertThatThrownBy(() -> http.get("/thing")).hasMessageContaining("with 400: the words");
    }

    @Test
    void aLongErrorPageIsShortened() {
        remote.failNext(1, 502, "<html>" + "x".repeat(5000), Map.of());
        assertThatThrownBy(() -> http.get("/thing"))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
    }

    @Test
    void keepsHowLongTheRemoteWantsToBeLeftAlone() {
        remote.failNext(1, 429, "{}", Map.of("Retry-After", "17"));
        remote.failNext(1, 429, "{}", Map.of("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"));
        assertThat(catchThrowableOfType(RetryableException.class, () -> http.get("/thing"))
                        .retryAfter())
                .contains(Duration.ofSeconds(17));
        assertThat(catchThrowableOfType(RetryableException.class, () -> http.get("/thing"))
                        .retryAfter())
                .isEmpty();
    }

    @Test
    void whatIsNoJsonIsTheWrongAddress() {
        remote.failNext(1, 200, "<html>Sign in</html>", Map.of("Content-Type", "text/html"));
        assertThatThrownBy(() -> http.get("/thing"))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("not JSON: <html>Sign in</html>");
    }

    @Test
    void aMissingPathIsTold() {
        assertThatThrownBy(() -> http.get("/nothing")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aRemoteThatIsDownIsRetryable() {
        remote.stop();
        assertThatThrownBy(() -> http.get("/thing"))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("Sample at " + remote.url() + "/api cannot be reached");
    }

    @Test
    void aRemoteThatNeverAnswersIsGivenUp() {
        remote.hang();
        JsonHttp impatient = client(Duration.ofMillis(200), Optional.empty());
        assertThatThrownBy(() -> impatient.get("/thing"))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("did not answer GET /thing within 200ms");
        remote.recover();
    }

    @Test
    void anAnswerThatNeverEndsIsGivenUp() {
        JsonHttp impatient = client(Duration.ofMillis(500), Optional.empty());
        assertThatThrownBy(() -> impatient.get("/drip"))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("did not answer GET /drip within 500ms");
    }

    @Test
    void addressesAreCheckedAndNeverShowCredentials() {
        assertThatThrownBy(() -> HttpEndpoint.of("Argo CD", "https://joe:canary@argo.example", Optional.empty()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("use a credentialsId")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> HttpEndpoint.of("Argo CD", "file:///etc/passwd", Optional.empty()))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> HttpEndpoint.of("Argo CD", "argo.example", Optional.empty()))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> HttpEndpoint.of("Argo CD", "http://a b", Optional.empty()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is not a URL");
        assertThat(HttpEndpoint.of("Argo CD", "https://argo.example/base/", Optional.of(LOGIN)))
                .hasToString("Argo CD at https://argo.example/base");
    }

    @Test
    void aTokenLosesTheLineBreakOfItsFileAndADamagedOneIsNotShown() {
        assertThat(HttpEndpoint.of("Slack", "https://x", Optional.of(Credential.token("t", "abc\n")))
                        .authorization())
                .isEqualTo("Bearer abc");
        assertThatThrownBy(() ->
                        HttpEndpoint.of("Slack", "https://x", Optional.of(Credential.token("t", "canary\r\nX: y"))))
                .isInstanceOf(TerminalException.class)
                .hasMessageNotContaining("canary");
    }

    @Test
    void pathSegmentsAreEncoded() {
        assertThat(JsonHttp.encode("a b/ü+&")).isEqualTo("a%20b%2F%C3%BC%2B%26");
    }

    private JsonHttp client(Duration timeout, Optional<Credential> credential) {
        return new JsonHttp(HttpEndpoint.of("Sample", remote.url() + "/api/", credential), timeout);
    }
}
