package io.jenkins.plugins.delivery.engine.gate.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.http.HttpCalls;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import io.jenkins.plugins.delivery.engine.http.JsonHttp;
import io.jenkins.plugins.delivery.engine.http.RequestSigner;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prometheus and what speaks as it does (Thanos, Mimir, VictoriaMetrics, Grafana's proxy, Amazon's): instant queries of its HTTP API
 * (prometheus.io/docs/prometheus/latest/querying/api). Each is a GET, which read-only access allows everywhere; one too long for an
 * address is a POST.
 */
final class PrometheusSource implements MetricSource {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int LONGEST_ADDRESS = 4000;
    private static final int LONGEST_ANSWER = 8 << 20;
    private static final String PATH = "/api/v1/query";

    private final HttpEndpoint endpoint;
    private final RequestSigner signer;
    private final PrometheusAnswer meaning;

    private PrometheusSource(PrometheusAccess access) {
        this.endpoint = access.endpoint();
        this.signer = access.signer();
        this.meaning = new PrometheusAnswer(endpoint, access.isAws());
    }

    static PrometheusSource open(PrometheusAccess access) {
        return new PrometheusSource(access);
    }

    @Override
    public Answer query(String query, Optional<Instant> at) throws BadQuery, InterruptedException {
        JsonNode answer = ask(query, at);
        List<Double> values = new ArrayList<>();
        JsonNode data = answer.path("data");
        String type = data.path("resultType").asText("");
        switch (type) {
            case "vector" -> data.path("result").forEach(series -> values.add(number(series.path("value"))));
            case "scalar" -> values.add(number(data.path("result")));
            case "matrix" ->
                throw new BadQuery(
                        "it gives a range of values for each series, not one; put for example rate(…) around it");
            default -> throw new BadQuery("it gives no number, but a " + type);
        }
        List<String> warnings = new ArrayList<>();
        answer.path("warnings").forEach(warning -> warnings.add(PrometheusAnswer.shorten(warning.asText())));
        return new Answer(values, warnings);
    }

    @Override
    public Instant now() throws InterruptedException {
        try {
            JsonNode result = ask("time()", Optional.empty()).path("data").path("result");
            double seconds = number(result);
            if (!Double.isFinite(seconds)) {
                throw new TerminalException(
                        endpoint + " does not say what time it is.", "Check that the address is that of Prometheus.");
            }
            return Instant.ofEpochMilli(Math.round(seconds * 1000));
        } catch (BadQuery e) {
            throw new TerminalException(
                    endpoint + " does not understand 'time()': " + e.getMessage() + ".",
                    "Check that the address is that of Prometheus, without /api.");
        }
    }

    /** A pair of a time and the text of a number; a series without a number (a native histogram) has none. */
    private static double number(JsonNode pair) {
        String text = pair.path(1).asText("NaN");
        try {
            return Numbers.of(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private JsonNode ask(String query, Optional<Instant> at) throws BadQuery, InterruptedException {
        String form = "query=" + JsonHttp.encode(query)
                + at.map(time -> "&time="
                                + BigDecimal.valueOf(time.toEpochMilli(), 3).toPlainString())
                        .orElse("")
                + "&timeout=" + LIMIT.toSeconds() + "s";
        boolean fits = form.length() <= LONGEST_ADDRESS;
        URI address = URI.create(endpoint.base() + PATH + (fits ? "?" + form : ""));
        byte[] body = fits ? new byte[0] : form.getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        headers.put("User-Agent", "git-flow-delivery");
        if (!fits) {
            headers.put("Content-Type", "application/x-www-form-urlencoded");
        }
        if (endpoint.authorization() != null) {
            headers.put(endpoint.header(), endpoint.authorization());
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        if (!fits) {
            request.POST(BodyPublishers.ofByteArray(body));
        }
        signer.sign(fits ? "GET" : "POST", address, headers, body).forEach(request::header);
        return meaning.read(send(request.build()));
    }

    /** Not another failure of TLS, which a server in trouble causes as well. */
    private static boolean untrusted(Throwable e) {
        return e != null && (e instanceof CertificateException || untrusted(e.getCause()));
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws InterruptedException {
        try {
            return HttpCalls.send(request, LIMIT.plusSeconds(5), LONGEST_ANSWER);
        } catch (HttpTimeoutException e) {
            throw new RetryableException(
                    endpoint + " did not answer within " + Durations.text(LIMIT.plusSeconds(5)) + ".",
                    "Check that it is up and reachable from here.",
                    e);
        } catch (IOException e) {
            if (untrusted(e)) {
                throw new TerminalException(
                        endpoint + " shows a certificate that is not trusted (" + e.getMessage() + ").",
                        "Correct the address, or add the certificate of its authority to the trust store of the Java that"
                                + " asks, the controller's.",
                        e);
            }
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new RetryableException(
                    endpoint + " cannot be reached (" + reason + ").",
                    "Check its address, and that it is up and reachable from here.",
                    e);
        }
    }
}
