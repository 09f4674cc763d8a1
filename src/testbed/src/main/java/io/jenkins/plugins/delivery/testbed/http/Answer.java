package io.jenkins.plugins.delivery.testbed.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a stand-in answers.
 *
 * @param status the HTTP status
 * @param headers response headers, Content-Type among them
 * @param body writes the body
 * @param length the body's length in bytes; {@link #STREAMED} when it is sent chunk by chunk while it grows
 */
public record Answer(int status, Map<String, String> headers, Body body, long length) {

    /** The length of a body that is sent while it grows. */
    public static final long STREAMED = -1;

    /** Makes the headers immutable. */
    public Answer {
        headers = Map.copyOf(headers);
    }

    /** Writes a body; it runs on the request's own thread and may block until the server stops. */
    @FunctionalInterface
    public interface Body {
        /** Writes everything; an exception ends the connection. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** A JSON answer from a map, list, record or tree. */
    public static Answer json(int status, Object value) {
        return text(status, "application/json", Json.write(value));
    }

    /** A text answer in UTF-8. */
    public static Answer text(int status, String contentType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Answer(status, Map.of("Content-Type", contentType), out -> out.write(bytes), bytes.length);
    }

    /** An answer without a body. */
    public static Answer empty(int status) {
        return new Answer(status, Map.of(), out -> {}, 0);
    }

    /** An answer that is sent while it grows; flush after each piece. */
    public static Answer stream(int status, String contentType, Body body) {
        return new Answer(status, Map.of("Content-Type", contentType), body, STREAMED);
    }

    /** The same answer with one more header. */
    public Answer withHeader(String name, String value) {
        return withHeaders(Map.of(name, value));
    }

    /** The same answer with more headers. */
    public Answer withHeaders(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Answer(status, all, body, length);
    }
}
