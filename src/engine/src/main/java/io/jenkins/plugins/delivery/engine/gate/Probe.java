package io.jenkins.plugins.delivery.engine.gate;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.http.HttpCalls;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Sends one request to an environment and reports what came back; any HTTP answer is an answer. */
final class Probe {

    /** For one request; an environment that needs longer is out of reach. */
    static final Duration LIMIT = Duration.ofSeconds(30);

    /** A check looks at this much of a body. */
    private static final int LONGEST_BODY = 1 << 20;

    private static final Pattern CHARSET = Pattern.compile("charset=\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);

    private Probe() {}

    /**
     * What came back.
     *
     * @param took from sending to the last byte
     * @param certificateEnds when the server's certificate, or the first of its chain, is no longer valid; null without TLS
     */
    record Answer(int status, java.net.http.HttpHeaders headers, String body, Duration took, Instant certificateEnds) {}

    /** There was no complete HTTP answer; the message is a clause that continues "but …". */
    static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1L;
        private final Duration took;

        NoAnswer(String message, Duration took) {
            super(message);
            this.took = took;
        }

        Duration took() {
            return took;
        }
    }

    /** Sends a plain GET. */
    static Answer get(String url, String path) throws NoAnswer, InterruptedException {
        return send(url, new Question(path, CheckMethod.GET, Map.of(), null), Optional.empty());
    }

    /**
     * What is asked below the address of an environment.
     *
     * @param body null for none
     */
    record Question(String path, CheckMethod method, Map<String, Object> headers, String body) {}

    static Answer send(String url, Question question, Optional<Credential> credential)
            throws NoAnswer, InterruptedException {
        HttpEndpoint endpoint = HttpEndpoint.of("the environment", url, credential);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint.base() + question.path()))
                .method(
                        question.method().name(),
                        question.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(question.body()))
                .header("User-Agent", "git-flow-delivery");
        if (question.body() != null) {
            request.header("Content-Type", "application/json");
        }
        question.headers().forEach((name, value) -> request.setHeader(name, String.valueOf(value)));
        if (endpoint.authorization() != null) {
            request.setHeader(endpoint.header(), endpoint.authorization());
        }
        long start = System.nanoTime();
        try {
            HttpResponse<byte[]> response = HttpCalls.send(request.build(), LIMIT, LONGEST_BODY);
            String body = new String(plain(response), charset(response));
            return new Answer(response.statusCode(), response.headers(), body, since(start), certificateEnds(response));
        } catch (HttpTimeoutException e) {
            throw new NoAnswer("there was no complete answer within " + Durations.text(LIMIT), since(start));
        } catch (IOException e) {
            String why = TlsTrouble.of(e).orElseGet(() -> "it cannot be reached (" + reason(e) + ")");
            throw new NoAnswer(why, since(start));
        }
    }

    private static Instant certificateEnds(HttpResponse<?> response) throws SSLPeerUnverifiedException {
        if (response.sslSession().isEmpty()) {
            return null;
        }
        return Arrays.stream(response.sslSession().get().getPeerCertificates())
                .filter(X509Certificate.class::isInstance)
                .map(certificate ->
                        ((X509Certificate) certificate).getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** A server may compress without being asked to (RFC 9110, 12.5.3); what expands without end is cut like any other body. */
    private static byte[] plain(HttpResponse<byte[]> response) throws IOException {
        String coding = response.headers().firstValue("Content-Encoding").orElse("");
        if (!coding.toLowerCase(Locale.ROOT).endsWith("gzip") || response.body().length == 0) {
            return response.body();
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            return in.readNBytes(LONGEST_BODY);
        } catch (ZipException | EOFException e) {
            throw new IOException("its answer is no gzip, as it says, or too long: " + e.getMessage(), e);
        }
    }

    private static Charset charset(HttpResponse<?> response) {
        Matcher named =
                CHARSET.matcher(response.headers().firstValue("Content-Type").orElse(""));
        try {
            return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private static String reason(IOException e) {
        String said = e.getMessage();
        if (e instanceof java.net.ConnectException) {
            boolean unknown = e.getCause() instanceof java.nio.channels.UnresolvedAddressException
                    || e.getCause() != null
                            && e.getCause().getCause() instanceof java.nio.channels.UnresolvedAddressException;
            return unknown ? "its host name is not known" : "connection refused";
        }
        return said == null ? e.getClass().getSimpleName() : said;
    }
}
