package io.jenkins.plugins.delivery.engine.gate.aps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.http.JsonHttp;
import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import io.jenkins.plugins.delivery.testbed.ecr.MotoServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The signatures, computed once more by botocore, which AWS wrote for Python; it comes with moto. */
@Tag("tools")
class ApsSignerByBotocoreTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String BASE = "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1f2e/api/v1/query";
    private static final String QUERY = "sum(rate(http_requests_total{code=~\"5..\",path!=\"/a b+c*~ä'()\"}[5m]))";

    private static final String SCRIPT = """
            import json, sys
            from botocore.auth import SigV4Auth
            from botocore.awsrequest import AWSRequest
            from botocore.credentials import Credentials
            spec = json.load(sys.stdin)
            request = AWSRequest(method=spec['method'], url=spec['url'], data=spec['body'].encode(), headers=spec['headers'])
            request.context['timestamp'] = spec['headers']['X-Amz-Date']
            auth = SigV4Auth(Credentials('AKIAWATCH', 'wJalrXUtnFEMI/K7MDENG+secret'), 'aps', 'eu-west-1')
            print(auth.signature(auth.string_to_sign(request, auth.canonical_request(request)), request))
            """;

    private static Path python() throws IOException {
        Optional<Path> moto = MotoServer.program();
        assumeThat(moto).as("moto_server is not installed here").isPresent();
        Path python = moto.get().toRealPath().resolveSibling("python");
        assumeThat(Files.isExecutable(python))
                .as("moto_server has no Python of its own")
                .isTrue();
        return python;
    }

    private static String botocore(Map<String, Object> spec) throws Exception {
        Process process = new ProcessBuilder(python().toString(), "-c", SCRIPT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(new ObjectMapper().writeValueAsBytes(spec));
        }
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return answer.strip();
    }

    private static void agrees(String method, String url, Map<String, String> given, String body) throws Exception {
        EcrAccount caller = new EcrAccount(
                "eu-west-1",
                null,
                null,
                Optional.of(Credential.usernamePassword("aws", "AKIAWATCH", "wJalrXUtnFEMI/K7MDENG+secret")),
                null);
        Map<String, String> sent = new ApsSigner(caller, Clock.fixed(NOW, ZoneOffset.UTC))
                .sign(method, URI.create(url), given, body.getBytes(StandardCharsets.UTF_8));
        Matcher authorization = Pattern.compile(
                        "AWS4-HMAC-SHA256 Credential=AKIAWATCH/20261120/eu-west-1/aps/aws4_request,"
                                + " SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})")
                .matcher(sent.get("Authorization"));
        assertThat(authorization.matches()).as(sent.get("Authorization")).isTrue();
        assertThat(authorization.group(1).split(";")).contains("host", "x-amz-date", "x-scope-orgid");
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : authorization.group(1).split(";")) {
            sent.forEach((header, value) -> {
                if (header.equalsIgnoreCase(name)) {
                    headers.put(header, value);
                }
            });
        }
        assertThat(botocore(Map.of("method", method, "url", url, "headers", headers, "body", body)))
                .isEqualTo(authorization.group(2));
    }

    @Test
    void botocoreSignsAQueryInTheAddressInTheSameWay() throws Exception {
        Map<String, String> headers = Map.of("Accept", "application/json", "X-Scope-OrgID", "team-a");
        agrees("GET", BASE + "?query=" + JsonHttp.encode(QUERY) + "&time=1795176000.000&timeout=20s", headers, "");
    }

    @Test
    void botocoreSignsAQueryThatIsPostedInTheSameWay() throws Exception {
        Map<String, String> headers = Map.of(
                "Accept",
                "application/json",
                "Content-Type",
                "application/x-www-form-urlencoded",
                "X-Scope-OrgID",
                "team-a");
        agrees("POST", BASE, headers, "query=" + JsonHttp.encode(QUERY) + "&timeout=20s");
    }
}
