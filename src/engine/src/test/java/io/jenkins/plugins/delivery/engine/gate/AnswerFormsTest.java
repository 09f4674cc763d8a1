package io.jenkins.plugins.delivery.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The forms in which services answer, and what is said of those that cannot be asked. */
class AnswerFormsTest {

    @TempDir
    Path workDir;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/", "{}".getBytes(StandardCharsets.UTF_8), "identity");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aCompressedAnswerIsReadThoughNobodyAskedForIt() throws Exception {
        answer("/gzip", gzip("{\"status\":\"up\"}"), "gzip");
        assertThat(gate(Map.of("checks", List.of(Map.of("path", "/gzip", "json", Map.of("$.status", "up"))))))
                .isEqualTo("Gate e2e passed: 2 checks.");
    }

    @Test
    void anAnswerThatIsNotCompressedAsItSaysIsSaidToBeSo() throws Exception {
        answer("/gzip", "plain".getBytes(StandardCharsets.UTF_8), "gzip");
        assertThat(gate(Map.of("checks", List.of(Map.of("path", "/gzip")))))
                .contains("its answer is no gzip, as it says");
    }

    @Test
    void numbersInsideListsAreComparedByValue() throws Exception {
        answer("/json", "{\"list\":[1,2.50,{\"n\":3}]}".getBytes(StandardCharsets.UTF_8), "identity");
        Object wanted = List.of(1.0, 2.5, Map.of("n", 3L));
        assertThat(gate(Map.of("checks", List.of(Map.of("path", "/json", "json", Map.of("/list", wanted))))))
                .isEqualTo("Gate e2e passed: 2 checks.");
    }

    @Test
    void whatFollowsTheJsonMakesItNone() throws Exception {
        answer("/json", "{\"a\":1} and more".getBytes(StandardCharsets.UTF_8), "identity");
        assertThat(gate(Map.of("checks", List.of(Map.of("path", "/json", "json", Map.of("/a", 1))))))
                .contains("expected a JSON body, but the body is no JSON");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"build":{"version":"1.4.0"},"java":{"version":"21.0.2"}} | passed
            {"app":{"build":{"version":"v1.4.0"}}}                    | passed
            {"version":"1.3.0","build":{"version":"1.4.0"}}           | but it is version 1.3.0
            {"build":{"version":"1.3.0"},"java":{"version":"21.0.2"}} | but it is version 1.3.0 or 21.0.2
            {"build":{"version":null}}                                | but the answer tells none
            """)
    void theVersionMayStandBelowAnotherField(String body, String said) throws Exception {
        answer("/info", body.getBytes(StandardCharsets.UTF_8), "identity");
        assertThat(gate(Map.of("version", "1.4.0", "versionPath", "/info"))).contains(said);
    }

    @Test
    void aPathThatIsNotThereSaysWhichSettingNamesAnother() throws Exception {
        server.createContext("/none", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        assertThat(gate(Map.of("ready", "/none"))).contains("it answered 404; 'ready' and 'versionPath' say which");
    }

    @ParameterizedTest
    @MethodSource
    void whatIsWrongWithACertificateIsSaidForPeople(Throwable cause, String said) {
        Throwable handshake = new SSLHandshakeException("PKIX path validation failed").initCause(cause);
        assertThat(TlsTrouble.of(new IOException(handshake)))
                .hasValueSatisfying(text -> assertThat(text).startsWith(said));
    }

    static Stream<Arguments> whatIsWrongWithACertificateIsSaidForPeople() {
        return Stream.of(
                Arguments.of(
                        new CertPathValidatorException("validity check failed", new CertificateExpiredException("x")),
                        "its certificate is no longer valid (x)"),
                Arguments.of(
                        new CertPathValidatorException("validity", new CertificateNotYetValidException("x")),
                        "its certificate is not valid yet (x)"),
                Arguments.of(
                        new CertPathBuilderException("unable to find valid certification path"),
                        "its certificate is of an authority that this Java does not trust"),
                Arguments.of(
                        new CertificateException("No subject alternative DNS name matching x found."),
                        "its certificate is for another name"),
                Arguments.of(new IOException("broken pipe"), "there is no TLS connection to it"));
    }

    @Test
    void aRefusedConnectionIsNoTroubleOfTls() {
        assertThat(TlsTrouble.of(new java.net.ConnectException("refused"))).isEmpty();
    }

    private String gate(Map<String, Object> more) throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>(more);
        arguments.put("url", "http://127.0.0.1:" + server.getAddress().getPort());
        arguments.put("readyTimeout", "4s");
        try {
            return new E2eGate(new SuiteReaders(Map.of(), Map.of()))
                    .run(
                            RequestBinder.bind("e2eGate", E2eGateRequest.class, arguments),
                            new RecordedRun(workDir).context())
                    .message();
        } catch (GateFailedException | TerminalException e) {
            return e.getMessage();
        }
    }

    private void answer(String path, byte[] body, String coding) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", coding);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
