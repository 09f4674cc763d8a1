package io.jenkins.plugins.delivery.testbed.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SampleServiceTest {

    private final SampleService service = SampleService.start("payments", "dev");
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        service.close();
        assertThat(service.failures()).isEmpty();
    }

    @Test
    void isNotThereBeforeTheFirstDeployment() throws Exception {
        assertThat(get("/health").statusCode()).isEqualTo(503);
        assertThat(get("/version").body()).contains("nothing is deployed");
        assertThat(service.version()).isEmpty();
    }

    @Test
    void servesWhatWasDeployedLast() throws Exception {
        service.deploy("1.3.0");
        service.deploy("1.4.0");

        assertThat(get("/version").body())
                .isEqualTo("{\"name\":\"payments\",\"version\":\"1.4.0\",\"environment\":\"dev\"}");
        assertThat(get("/health").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(get("/").body()).contains("<h1>payments 1.4.0 (dev)</h1>");
        assertThat(service.version()).isEqualTo("1.4.0");
    }

    @Test
    void aFaultyVersionMisbehavesUntilAnotherIsDeployed() throws Exception {
        service.faulty("1.5.0", Behaviour.UNHEALTHY);
        service.deploy("1.5.0");
        assertThat(get("/health").statusCode()).isEqualTo(503);
        assertThat(get("/").statusCode()).isEqualTo(503);

        service.deploy("1.4.0");
        assertThat(get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void canBeWrongOrFlaky() throws Exception {
        service.deploy("1.4.0");

        service.behave(Behaviour.WRONG);
        assertThat(get("/").body()).contains("It works!");
        assertThat(get("/version").body()).contains("0.0.0");

        service.behave(Behaviour.FLAKY);
        assertThat(get("/").statusCode()).isEqualTo(503);
        assertThat(get("/").statusCode()).isEqualTo(200);
        assertThat(get("/").statusCode()).isEqualTo(503);
    }

    @Test
    void aSearchIsHarmlessUnlessTheVersionLeaks() throws Exception {
        service.deploy("1.4.0");
        assertThat(get("/search?q=%3Cscript%3E").body())
                .contains("&lt;script&gt;")
                .doesNotContain("<script>");

        service.behave(Behaviour.LEAKING);
        assertThat(get("/search?q=%3Cscript%3E").body()).contains("<script>");
    }

    @Test
    void aSlowVersionHasSlowPagesAndAQuickHealth() throws Exception {
        service.deploy("1.4.0");
        service.behave(Behaviour.SLOW);
        assertThat(get("/").statusCode()).isEqualTo(200);
        assertThat(get("/health").statusCode()).isEqualTo(200);

        String metrics = get("/metrics").body();
        assertThat(metrics)
                .contains("http_request_duration_seconds_bucket{service=\"payments\",env=\"dev\",le=\"0.5\"} 1\n")
                .contains("http_request_duration_seconds_count{service=\"payments\",env=\"dev\"} 2\n");
    }

    @Test
    void requestsAreCountedByVersionAndStatus() throws Exception {
        service.deploy("1.4.0");
        get("/");
        service.behave(Behaviour.UNHEALTHY);
        get("/");
        get("/health");

        assertThat(get("/metrics").body())
                .contains("build_info{service=\"payments\",env=\"dev\",version=\"1.4.0\"} 1\n")
                .contains("http_requests_total{service=\"payments\",env=\"dev\",version=\"1.4.0\",code=\"200\"} 1\n")
                .contains("http_requests_total{service=\"payments\",env=\"dev\",version=\"1.4.0\",code=\"503\"} 2\n");
    }

    @Test
    void canGoDownAndComeBack() throws Exception {
        service.deploy("1.4.0");
        service.stop();
        assertThatThrownBy(() -> get("/health")).isInstanceOf(ConnectException.class);

        service.restart();
        assertThat(get("/version").body()).contains("1.4.0");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(service.url().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
