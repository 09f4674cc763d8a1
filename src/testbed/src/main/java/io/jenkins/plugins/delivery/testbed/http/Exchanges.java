package io.jenkins.plugins.delivery.testbed.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Translates between the JDK's HTTP server and the stand-ins' requests and answers. */
final class Exchanges {

    private Exchanges() {}

    static RecordedRequest read(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        // A text of as many characters as bytes keeps what is no text.
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        Charset charset = type.contains("protobuf") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        return new RecordedRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query == null ? "" : query,
                exchange.getRequestHeaders(),
                new String(exchange.getRequestBody().readAllBytes(), charset));
    }

    static void write(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        // The JDK's server reads 0 as "chunked" and -1 as "no body".
        long length = answer.length() == Answer.STREAMED ? 0 : answer.length() == 0 ? -1 : answer.length();
        boolean bodiless = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : length);
        if (length >= 0 && !bodiless) {
            try (OutputStream out = exchange.getResponseBody()) {
                answer.body().writeTo(out);
            }
        }
    }
}
