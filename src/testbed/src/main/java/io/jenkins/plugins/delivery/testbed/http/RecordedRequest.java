package io.jenkins.plugins.delivery.testbed.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One request as it arrived.
 *
 * @param method the HTTP method in capitals
 * @param path the raw (still percent-encoded) path, without the query
 * @param query the raw query, empty when there was none
 * @param headers header values by lower-case name
 * @param body the body read as UTF-8 (protobuf: a character for each byte), empty when there was none
 */
public record RecordedRequest(
        String method, String path, String query, Map<String, List<String>> headers, String body) {

    /** Makes the header map immutable and its names lower-case. */
    public RecordedRequest {
        Map<String, List<String>> lower = new LinkedHashMap<>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        headers = Map.copyOf(lower);
    }

    /** The first value of a header, by its name in any case. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** The decoded query parameters in the order in which they were sent; a name may have several values. */
    public Map<String, List<String>> queryParameters() {
        return decodeForm(query);
    }

    /** The first decoded value of a query parameter. */
    public Optional<String> queryParameter(String name) {
        return queryParameters().getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The body as {@code application/x-www-form-urlencoded} fields. */
    public Map<String, List<String>> form() {
        return decodeForm(body);
    }

    /**
     * The body as JSON; an empty body is a missing node.
     *
     * @throws Refusal with status 400 when the body is not JSON
     */
    public JsonNode json() {
        return Json.parse(body);
    }

    private static Map<String, List<String>> decodeForm(String text) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                fields.computeIfAbsent(decode(name), key -> new ArrayList<>()).add(decode(value));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
