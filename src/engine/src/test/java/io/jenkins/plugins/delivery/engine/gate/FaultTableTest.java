package io.jenkins.plugins.delivery.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import io.jenkins.plugins.delivery.testbed.service.Behaviour;
import io.jenkins.plugins.delivery.testbed.service.SampleService;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A deployed service with one fault at a time, before a gate of tests, one of load and one of security: each catches its own fault and
 * no other. What asks the service and writes the report stands here for newman, JMeter and ZAP, which have tests of their own.
 */
class FaultTableTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final List<String> TESTS = List.of("version", "page", "health");

    @TempDir
    Path workDir;

    private SampleService service;

    @BeforeEach
    void deploy() {
        service = SampleService.start("payments", "stage");
        service.deploy("1.4.0");
    }

    @AfterEach
    void stop() {
        service.close();
        assertThat(service.failures()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            fault,   tests,           load,    scan
            NORMAL,  passed,          passed,  passed
            WRONG,   failed,          passed,  passed
            FLAKY,   passed flaky,    passed,  passed
            SLOW,    passed,          failed,  passed
            LEAKING, passed,          passed,  failed
            DOWN,    errored,         errored, errored
            """, useHeadersInDisplayName = true)
    void eachGateCatchesItsOwnFaultAndNoOther(String fault, String tests, String load, String scan) throws Exception {
        if (!fault.equals("DOWN")) {
            behave(fault);
        }
        assertThat(testsOf(fault)).as("tests").isEqualTo(tests);
        behave(fault);
        load();
        assertThat(judge(fault, suite("load", "jmeter", Map.of("p95", "400ms", "errorRate", "60%"))))
                .as("load")
                .isEqualTo(load);
        behave(fault);
        scan();
        assertThat(judge(fault, suite("scan", "zap", Map.of()))).as("scan").isEqualTo(scan);
    }

    private void behave(String fault) {
        if (fault.equals("DOWN")) {
            service.restart();
            service.behave(Behaviour.NORMAL);
        } else {
            service.behave(Behaviour.valueOf(fault));
        }
    }

    /** Runs the tests, and those that failed again, as the pipeline does. */
    private String testsOf(String fault) throws Exception {
        Map<String, Object> arguments = new HashMap<>(Map.of("reruns", 2));
        List<String> names = TESTS;
        for (int attempt = 1; true; attempt++) {
            tests(names);
            arguments.putAll(suite("tests-of-the-page", "junit", Map.of()));
            arguments.put("attempt", attempt);
            Map<String, Object> result = judged(fault, arguments);
            if (!"undecided".equals(result.get("verdict"))) {
                Object flaky = result.getOrDefault("flaky", List.of());
                return result.get("verdict") + (List.of().equals(flaky) ? "" : " flaky");
            }
            names = List.copyOf(new TreeSet<>(((Map<?, ?>) result.get("rerun"))
                    .values().stream()
                            .flatMap(ids -> ((List<?>) ids).stream())
                            .map(String::valueOf)
                            .toList()));
            arguments.put("before", result);
        }
    }

    private String judge(String fault, Map<String, Object> arguments) throws InterruptedException {
        return String.valueOf(judged(fault, arguments).get("verdict"));
    }

    /** The gate as the catalogue makes it; the environment of the fault DOWN is gone when it looks. */
    private Map<String, Object> judged(String fault, Map<String, Object> more) throws InterruptedException {
        if (fault.equals("DOWN")) {
            service.stop();
        }
        Map<String, Object> arguments = new HashMap<>(
                Map.of("env", "stage", "url", service.url().toString(), "ready", "/metrics", "readyTimeout", "4s"));
        arguments.putAll(more);
        EngineContext context = new RecordedRun(workDir).context();
        try {
            return OperationCatalog.named("e2eGate").run(arguments, context).toMap();
        } catch (GateFailedException e) {
            return e.result();
        } catch (TerminalException e) {
            assertThat(e).hasMessageContaining("could not test stage");
            return Map.of("verdict", "errored");
        }
    }

    private static Map<String, Object> suite(String name, String kind, Map<String, Object> settings) {
        Map<String, Object> suite = new HashMap<>(Map.of("name", name, "kind", kind, "report", kind + ".*"));
        suite.putAll(settings);
        return Map.of("suites", List.of(suite));
    }

    private void tests(List<String> names) throws IOException, InterruptedException {
        StringBuilder xml = new StringBuilder("<testsuite name='page'>");
        for (String name : names) {
            HttpResponse<String> answer = get(
                    switch (name) {
                        case "version" -> "/version";
                        case "health" -> "/health";
                        default -> "/";
                    });
            boolean right = answer.statusCode() == 200
                    && (name.equals("health") || answer.body().contains("1.4.0"));
            xml.append("<testcase name='" + name + "'>")
                    .append(right ? "" : "<failure message='it answered " + answer.statusCode() + "'/>")
                    .append("</testcase>");
        }
        Files.writeString(workDir.resolve("junit.xml"), xml + "</testsuite>");
    }

    private void load() throws IOException, InterruptedException {
        StringBuilder jtl = new StringBuilder("timeStamp,elapsed,label,responseCode,success\n");
        for (int i = 0; i < 4; i++) {
            long start = System.nanoTime();
            int status = get("/").statusCode();
            long took = (System.nanoTime() - start) / 1_000_000;
            jtl.append(1_760_000_000_000L + i * 1000 + "," + took + ",page," + status + "," + (status == 200) + "\n");
        }
        Files.writeString(workDir.resolve("jmeter.jtl"), jtl);
    }

    private void scan() throws IOException, InterruptedException {
        HttpResponse<String> answer = get("/search?q=%3Cscript%3E1%3C/script%3E");
        String alert = """
                {"pluginid":"40012","alertRef":"40012","alert":"Cross Site Scripting (Reflected)",
                 "name":"Cross Site Scripting (Reflected)","riskcode":"3","confidence":"2","riskdesc":"High (Medium)",
                 "instances":[{"uri":"%s","method":"GET","param":"q","attack":"","evidence":""}],"count":"1"}
                """.formatted(answer.uri());
        Files.writeString(workDir.resolve("zap.json"), """
                {"@programName":"ZAP","@version":"2.17.0","site":[{"@name":"%s","@host":"127.0.0.1","@port":"%d",
                 "@ssl":"false","alerts":[%s]}]}
                """.formatted(
                        service.url(), service.port(), answer.body().contains("<script>1</script>") ? alert : ""));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(service.url().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
