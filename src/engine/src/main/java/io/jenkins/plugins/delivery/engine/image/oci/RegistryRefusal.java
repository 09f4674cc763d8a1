package io.jenkins.plugins.delivery.engine.image.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What a registry means with an answer that is no success. */
final class RegistryRefusal {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RegistryRefusal() {}

    /** Amazon ECR answers a log-in that has run out not with 401 but with 403 and a sentence about it. */
    static boolean expired(HttpResponse<byte[]> response) {
        return response.statusCode() == 403
                && words(response.body()).matches("(?i).*authorization token has expired.*");
    }

    /**
     * Whether a tag is not written because the registry keeps it: Amazon ECR says TAG_INVALID with a sentence, Harbor and others a
     * sentence only.
     */
    static boolean immutable(HttpResponse<byte[]> response) {
        return response.statusCode() / 100 == 4 && words(response.body()).matches("(?i).*\\bimmutable\\b.*");
    }

    /** The error that an answer means. */
    static RuntimeException failure(String what, String host, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        String said = what + " failed: the registry " + host + " answered " + status + words(response.body()) + ".";
        if (status == 401 || status == 403) {
            return new TerminalException(said, "Check the credentialsId and what it may do there.");
        }
        if (status == 408 || status == 429 || status >= 500) {
            return new RetryableException(said, "", null, retryAfter(response));
        }
        return new TerminalException(
                said, status == 404 ? "Create the repository there first, or correct its name." : "");
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
    }

    /** Code and message of the first error (distribution specification, "Error Codes"). */
    private static String words(byte[] body) {
        try {
            JsonNode error = JSON.readTree(body).path("errors").path(0);
            String code = error.path("code").asText("");
            String message = error.path("message").asText("");
            return code.isEmpty() && message.isEmpty() ? "" : ": " + (code + " " + message).strip();
        } catch (IOException e) {
            // A proxy's page, say: the status has to do.
            return "";
        }
    }
}
