package io.jenkins.plugins.delivery.engine.gate;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.http.HttpCalls;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
     */
    record Answer(int status, java.net.http.HttpHeaders headers, String body, Duration took) {}

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
        return send(url, path, CheckMethod.GET, Map.of(), Optional.empty());
    }

    static Answer send(
            String url, String path, CheckMethod method, Map<String, Object> headers, Optional<Credential> credential)
            throws NoAnswer, InterruptedException {
        HttpEndpoint endpoint = HttpEndpoint.of("the environment", url, credential);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint.base() + path))
                .method(method.name(), BodyPublishers.noBody())
                .header("User-Agent", "git-flow-delivery");
        headers.forEach((name, value) -> request.setHeader(name, String.valueOf(value)));
        if (endpoint.authorization() != null) {
            request.setHeader("Authorization", endpoint.authorization());
        }
        long start = System.nanoTime();
        try {
            HttpResponse<byte[]> response = HttpCalls.send(request.build(), LIMIT, LONGEST_BODY);
            String body = new String(response.body(), charset(response));
            return new Answer(response.statusCode(), response.headers(), body, since(start));
        } catch (HttpTimeoutException e) {
            throw new NoAnswer("there was no complete answer within " + Durations.text(LIMIT), since(start));
        } catch (IOException e) {
            throw new NoAnswer("it cannot be reached (" + reason(e) + ")", since(start));
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
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
