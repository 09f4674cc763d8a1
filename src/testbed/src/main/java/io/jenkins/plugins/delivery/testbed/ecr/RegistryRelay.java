package io.jenkins.plugins.delivery.testbed.ecr;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/** Passes requests on to a registry as its own user, and its answers back. */
final class RegistryRelay {

    /** What belongs to one connection, or is set anew on the other side. */
    private static final Set<String> OWN = Set.of(
            "host",
            "authorization",
            "connection",
            "content-length",
            "transfer-encoding",
            "expect",
            "upgrade",
            "http2-settings");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI target;
    private final String authorization;

    RegistryRelay(URI target, String user, String password) {
        this.target = target;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    void pass(HttpExchange exchange) throws IOException {
        pass(exchange, body(exchange));
    }

    /** With a body that was read already; returns the digest that the registry says. */
    String pass(HttpExchange exchange, byte[] body) throws IOException {
        pass(exchange, BodyPublishers.ofByteArray(body));
        return exchange.getResponseHeaders().getFirst("Docker-Content-Digest");
    }

    private void pass(HttpExchange exchange, BodyPublisher body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), body)
                .header("Authorization", authorization);
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            answer(exchange, client.send(request.build(), BodyHandlers.ofInputStream()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The registry was closed in the middle of a request.", e);
        }
    }

    private static BodyPublisher body(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        boolean chunked = exchange.getRequestHeaders().containsKey("Transfer-Encoding");
        if (length == null && !chunked || "0".equals(length)) {
            return BodyPublishers.noBody();
        }
        BodyPublisher stream = BodyPublishers.ofInputStream(exchange::getRequestBody);
        return length == null ? stream : BodyPublishers.fromPublisher(stream, Long.parseLong(length));
    }

    private void answer(HttpExchange exchange, HttpResponse<InputStream> response) throws IOException {
        response.headers().map().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, relative(value)));
            }
        });
        long length = response.headers().firstValueAsLong("Content-Length").orElse(0);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(length));
        }
        exchange.sendResponseHeaders(response.statusCode(), head || length == 0 ? -1 : length);
        try (InputStream in = response.body()) {
            if (!head && length > 0) {
                in.transferTo(exchange.getResponseBody());
            }
        }
    }

    /** An address of the registry behind, as seen from before it. */
    private String relative(String value) {
        return value.startsWith(target.toString())
                ? value.substring(target.toString().length())
                : value;
    }
}
