package io.jenkins.plugins.delivery.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class E2eGateRequestTest {

    @Test
    void fillsDefaults() {
        E2eGateRequest request =
                bind(Map.of("url", "http://stage.example", "checks", List.of(Map.of("path", "/health"))));
        assertThat(request.name()).isEqualTo("e2e");
        assertThat(request.ready()).isEqualTo("/");
        assertThat(request.readyTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(request.onFail()).isEqualTo(OnFail.FAIL);
        assertThat(request.minTests()).isEqualTo(1);
        UrlCheck check = request.urlChecks().get(0);
        assertThat(check.method()).isEqualTo(CheckMethod.GET);
        assertThat(check.status()).isEqualTo(200);
        assertThat(check.name()).isEqualTo("GET /health");
    }

    @Test
    void refusesNothingToCheck() {
        assertThat(problems(Map.of("env", "stage")))
                .containsExactly("there is nothing to check: give url, checks, suites or junit");
    }

    @Test
    void twoSuitesThatWriteTheSameReportWouldBeJudgedByEachOthers() {
        assertThat(problems(Map.of(
                        "suites",
                        List.of(
                                Map.of("name", "ui", "report", List.of("a/*.xml", "b/*.xml")),
                                Map.of("name", "api", "report", List.of("b/*.xml"))))))
                .containsExactly(
                        "suites: ui and api have the same report 'b/*.xml'; each is judged by what it leaves itself");
    }

    @Test
    void tellsEveryProblemOfEveryCheckWithItsPath() {
        List<String> problems = problems(Map.of(
                "url",
                "http://stage.example",
                "checks",
                List.of(
                        Map.of("path", "/ok"),
                        Map.of("path", "/a", "stauts", 200),
                        Map.of("status", 200),
                        Map.of("path", "b", "status", 42, "json", Map.of("the status", "UP")),
                        Map.of("path", "/c", "method", "FETCH", "within", "soon"),
                        Map.of("path", "/d", "send", Map.of("Authorization", "Bearer abc")),
                        Map.of("path", "/p", "json", Map.of("$.items[*].id", 1), "matches", "(", "body", "x"),
                        "GET /e"),
                "junit",
                List.of("../x.xml"),
                "minTests",
                -1));
        assertThat(problems)
                .anySatisfy(p -> assertThat(p).isEqualTo("checks[1].stauts is not known; did you mean 'status'?"))
                .anySatisfy(p -> assertThat(p).startsWith("checks[2].path is required"))
                .anySatisfy(p -> assertThat(p).startsWith("checks[3].path: 'b'"))
                .anySatisfy(p -> assertThat(p).startsWith("checks[3].status: 42"))
                .anySatisfy(p -> assertThat(p).startsWith("checks[3].json: 'the status'"))
                .anySatisfy(p -> assertThat(p).startsWith("checks[4].method: 'FETCH'"))
                .anySatisfy(p -> assertThat(p).startsWith("checks[6].json: '$.items[*].id' is not a path to one place"))
                .anySatisfy(p -> assertThat(p).startsWith("checks[6].matches: '(' is not a regular expression"))
                .anySatisfy(p -> assertThat(p).startsWith("checks[4].within: 'soon'"))
                .anySatisfy(p -> assertThat(p)
                        .startsWith("checks[5].send: Authorization")
                        .doesNotContain("abc"))
                .anySatisfy(p -> assertThat(p).startsWith("checks[7]: expected a map"))
                .anySatisfy(p -> assertThat(p).startsWith("junit: '../x.xml'"))
                .anySatisfy(p -> assertThat(p).startsWith("minTests: -1"))
                .hasSize(14);
    }

    @Test
    void refusesAddressesAndCombinationsThatCannotWork() {
        assertThat(problems(Map.of("url", "ftp://stage.example")))
                .singleElement()
                .asString()
                .contains("http");
        assertThat(problems(Map.of("url", "https://joe:secret@stage.example")))
                .singleElement()
                .asString()
                .contains("credentialsId")
                .doesNotContain("secret");
        assertThat(problems(Map.of("junit", "*.xml", "checks", List.of(Map.of("path", "/")))))
                .containsExactly("checks need a url to start from");
        assertThat(problems(Map.of("url", "http://x", "versionPath", "/version")))
                .containsExactly("versionPath needs the version to expect there");
        assertThat(problems(Map.of("url", "http://x", "ready", "health")))
                .singleElement()
                .asString()
                .startsWith("ready: 'health'");
    }

    @Test
    void survivesTheStateOfAWait() {
        E2eGateRequest request = bind(Map.of(
                "url",
                "http://stage.example",
                "env",
                "stage",
                "readyTimeout",
                "90s",
                "onFail",
                "warn",
                "checks",
                List.of(Map.of("path", "/health", "json", Map.of("/status", "UP"), "within", "2s")),
                "junit",
                List.of("a.xml", "b.xml")));
        assertThat(bind(RequestBinder.unbind(request))).isEqualTo(request);
    }

    private static E2eGateRequest bind(Map<String, ?> arguments) {
        return RequestBinder.bind("e2eGate", E2eGateRequest.class, arguments);
    }

    private static List<String> problems(Map<String, ?> arguments) {
        return catchThrowableOfType(InvalidInputException.class, () -> bind(arguments))
                .problems();
    }
}
