package io.jenkins.plugins.delivery.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a certificate is still valid, of a real TLS server; in a process of its own, which trusts that server. */
class CertificateTest {

    private static final String PASSWORD = "certificate";

    @TempDir
    Path folder;

    /** Serves one page with the key store of its first argument and judges it by the time of its second. */
    public static final class Judging {
        private Judging() {}

        public static void main(String[] arguments) throws Exception {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
                keys.load(in, PASSWORD.toCharArray());
            }
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(managers.getKeyManagers(), null, null);
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            try {
                judge("https://localhost:" + server.getAddress().getPort(), arguments[1]);
            } finally {
                server.stop(0);
            }
        }

        private static void judge(String url, String certificate) throws InterruptedException {
            Map<String, Object> gate = Map.of(
                    "url",
                    url,
                    "readyTimeout",
                    "2s",
                    "checks",
                    List.of(Map.of("path", "/", "certificate", certificate)));
            try {
                System.out.println(new E2eGate(new SuiteReaders(Map.of(), Map.of()))
                        .run(
                                RequestBinder.bind("e2eGate", E2eGateRequest.class, gate),
                                new RecordedRun(Path.of(".")).context())
                        .message());
            } catch (GateFailedException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void aCertificateThatEndsSoonFailsItsCheckAndOneThatDoesNotPasses() throws Exception {
        // The clock of a recorded run stands still on 2026-11-20.
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        run(List.of(
                keytool,
                "-genkeypair",
                "-alias",
                "stage",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-startdate",
                "-10y",
                "-validity",
                "7300",
                "-keystore",
                keys(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        assertThat(judged("14d")).isEqualTo("Gate e2e passed: 2 checks.");
        assertThat(judged("9000d"))
                .startsWith(
                        "Gate e2e failed: GET /: expected a certificate that is valid for another 9000d, but it ends on 20");
    }

    private String keys() {
        return folder.resolve("keys.p12").toString();
    }

    private String judged(String certificate) throws Exception {
        return run(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djavax.net.ssl.trustStore=" + keys(),
                        "-Djavax.net.ssl.trustStorePassword=" + PASSWORD,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Judging.class.getName(),
                        keys(),
                        certificate))
                .strip();
    }

    private String run(List<String> command) throws Exception {
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(said.toFile())
                .redirectError(folder.resolve("trouble.txt").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("trouble.txt")))
                .isZero();
        return Files.readString(said);
    }
}
