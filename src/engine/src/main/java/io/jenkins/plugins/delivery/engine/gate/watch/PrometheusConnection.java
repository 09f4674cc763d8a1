package io.jenkins.plugins.delivery.engine.gate.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.http.JsonHttp;
import java.time.Duration;
import java.util.Optional;

/** Tries out the address and the credentials of a Prometheus, for a configuration page. */
public final class PrometheusConnection {

    private PrometheusConnection() {}

    /**
     * Asks a query that needs no data, because queries are what a watch asks, and then for the version, which servers that only speak
     * like Prometheus need not tell ({@code /api/v1/query}, {@code /api/v1/status/buildinfo}).
     *
     * @param access the server, and as whom
     * @param limit for each request
     * @return a sentence for the person who asked
     * @throws io.jenkins.plugins.delivery.engine.DeliveryException with a sentence that repeats nothing of an unexpected answer
     */
    public static String check(PrometheusAccess access, Duration limit) throws InterruptedException {
        if (!access.problems().isEmpty()) {
            throw new InvalidInputException("Prometheus", access.problems());
        }
        JsonHttp http = JsonHttp.discreet(access.endpoint(), limit).signedBy(access.signer());
        String status;
        try {
            status = http.get("/api/v1/query?query=" + JsonHttp.encode("vector(1)"))
                    .path("status")
                    .asText();
        } catch (NotFoundException e) {
            status = "";
        }
        if (!status.equals("success")) {
            throw new TerminalException(
                    "What answers at " + access.address() + " is not Prometheus.",
                    "Give the address that you open in the browser, with the path prefix if there is one, without /api.");
        }
        return version(http)
                .map(version -> "Prometheus " + version + " answers queries.")
                .orElse("It answers queries as Prometheus does.");
    }

    private static Optional<String> version(JsonHttp http) throws InterruptedException {
        try {
            JsonNode version = http.get("/api/v1/status/buildinfo").path("data").path("version");
            return Optional.of(version.asText()).filter(text -> text.matches("[\\x21-\\x7e]{1,60}"));
        } catch (TerminalException e) {
            // It is allowed to answer queries and nothing else; that is all that a watch needs.
            return Optional.empty();
        }
    }
}
