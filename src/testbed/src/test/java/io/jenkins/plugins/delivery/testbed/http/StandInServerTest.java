package io.jenkins.plugins.delivery.testbed.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandInServerTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Greeter server = new Greeter();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersByRouteAndDecodesPathVariables() throws Exception {
        HttpResponse<String> response = get("/greet/a%2Fb+c?loud=yes&loud=no%20way");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"hello\":\"a/b+c\"}");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/greet/a%2Fb+c");
            assertThat(request.queryParameters()).isEqualTo(Map.of("loud", List.of("yes", "no way")));
            assertThat(request.header("HOST")).contains("127.0.0.1:" + server.port());
        });
    }

    @Test
    void recordsBodies() throws Exception {
        HttpResponse<String> response = post("/echo", "{\"name\":\"ü\"}");

        assertThat(response.body()).isEqualTo("{\"echo\":\"ü\"}");
        assertThat(server.requests("POST", "/echo"))
                .singleElement()
                .extracting(RecordedRequest::body)
                .isEqualTo("{\"name\":\"ü\"}");
    }

    @Test
    void unknownPathsAndBadJsonAreRefusedWithTheApisErrorBody() throws Exception {
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/nothing").body()).contains("Not Found");
        assertThat(post("/echo", "{oops").statusCode()).isEqualTo(400);
        assertThat(server.failures()).isEmpty();
    }

    @Test
    void aBugInAHandlerIsReported() throws Exception {
        assertThat(get("/bug").statusCode()).isEqualTo(500);
        assertThat(server.failures()).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void wantsTheBearerTokenOnceOneIsRequired() throws Exception {
        server.requireBearer("t0ken");

        assertThat(get("/greet/x").statusCode()).isEqualTo(401);
        assertThat(get("/greet/x", "Authorization", "Bearer wrong").statusCode())
                .isEqualTo(401);
        assertThat(get("/greet/x", "Authorization", "Bearer t0ken").statusCode())
                .isEqualTo(200);
    }

    @Test
    void failsTheNextRequestsOnly() throws Exception {
        server.failNext(1, 429, "{\"slow\":\"down\"}", Map.of("Retry-After", "7"));
        server.failNext(1, 503);

        HttpResponse<String> limited = get("/greet/x");
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).contains("7");
        assertThat(limited.body()).isEqualTo("{\"slow\":\"down\"}");
        assertThat(get("/greet/x").statusCode()).isEqualTo(503);
        assertThat(get("/greet/x").statusCode()).isEqualTo(200);
    }

    @Test
    void failsAlwaysUntilItRecovers() throws Exception {
        server.failAlways(500);
        assertThat(get("/greet/x").statusCode()).isEqualTo(500);
        assertThat(get("/greet/x").statusCode()).isEqualTo(500);

        server.recover();
        assertThat(get("/greet/x").statusCode()).isEqualTo(200);
    }

    @Test
    void aHeldRequestIsAnsweredAfterRecovery() throws Exception {
        server.hang();
        CompletableFuture<HttpResponse<String>> held =
                client.sendAsync(HttpRequest.newBuilder(at("/greet/x")).build(), HttpResponse.BodyHandlers.ofString());
        server.awaitRequest(request -> request.path().equals("/greet/x"), LONG);
        assertThat(held).isNotDone();

        server.recover();
        assertThat(held.get().statusCode()).isEqualTo(200);
    }

    @Test
    void recoveryCutsADelayShort() throws Exception {
        server.delay(Duration.ofHours(1));
        CompletableFuture<HttpResponse<String>> slow =
                client.sendAsync(HttpRequest.newBuilder(at("/greet/x")).build(), HttpResponse.BodyHandlers.ofString());
        server.awaitRequest(request -> true, LONG);
        assertThat(slow).isNotDone();

        server.recover();
        assertThat(slow.get().statusCode()).isEqualTo(200);
    }

    @Test
    void comesBackOnTheSamePort() throws Exception {
        URI before = server.url();
        server.stop();
        assertThat(server.isRunning()).isFalse();
        assertThatThrownBy(() -> get("/greet/x")).isInstanceOf(IOException.class);

        server.restart();
        assertThat(server.url()).isEqualTo(before);
        assertThat(get("/greet/x").statusCode()).isEqualTo(200);
    }

    @Test
    void stoppingEndsAHeldRequest() throws Exception {
        server.hang();
        CompletableFuture<HttpResponse<String>> held =
                client.sendAsync(HttpRequest.newBuilder(at("/greet/x")).build(), HttpResponse.BodyHandlers.ofString());
        server.awaitRequest(request -> true, LONG);

        server.stop();
        assertThatThrownBy(held::join).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void streamsABodyThatGrows() throws Exception {
        assertThat(get("/lines").body()).isEqualTo("one\ntwo\n");
    }

    private URI at(String path) {
        return URI.create(server.url() + path);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(at(path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static final class Greeter extends StandInServer {

        Greeter() {
            open();
        }

        @Override
        protected Routes routes() {
            return new Routes()
                    .get("/greet/{name}", call -> Answer.json(200, Map.of("hello", call.variable("name"))))
                    .post(
                            "/echo",
                            call -> Answer.json(
                                    200, Map.of("echo", call.request().json().path("name"))))
                    .get("/bug", call -> {
                        throw new IllegalStateException("a bug");
                    })
                    .get(
                            "/lines",
                            call -> Answer.stream(200, "text/plain", out -> {
                                for (String line : List.of("one\n", "two\n")) {
                                    out.write(line.getBytes(StandardCharsets.UTF_8));
                                    out.flush();
                                }
                            }));
        }
    }
}
