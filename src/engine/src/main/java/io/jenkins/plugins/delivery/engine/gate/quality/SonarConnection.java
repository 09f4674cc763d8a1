package io.jenkins.plugins.delivery.engine.gate.quality;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.UnauthenticatedException;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import io.jenkins.plugins.delivery.engine.http.JsonHttp;
import java.time.Duration;
import java.util.Optional;

/** Tries out the address and the credentials of SonarQube or SonarCloud, for a configuration page. */
public final class SonarConnection {

    private static final String NAME = "SonarQube";

    private SonarConnection() {}

    /**
     * Reads the state, which everybody may ({@code /api/system/status}), and then whether the server accepts who is asking
     * ({@code /api/authentication/validate}), as {@code qualityGate} will ask.
     *
     * @param limit for each request
     * @return a sentence for the person who asked
     * @throws io.jenkins.plugins.delivery.engine.DeliveryException with a sentence that repeats nothing of an unexpected answer
     */
    public static String check(String address, Optional<Credential> credential, Duration limit)
            throws InterruptedException {
        String version = version(JsonHttp.discreet(HttpEndpoint.of(NAME, address, Optional.empty()), limit), address);
        if (credential.isEmpty()) {
            return version + " answers. Without credentials it is only asked about public projects.";
        }
        Credential known = credential.get();
        boolean accepted =
                accepts(address, known, limit) || known.username() == null && accepts(address, asUser(known), limit);
        if (!accepted) {
            throw new TerminalException(
                    version + " at " + address + " does not accept the " + known + ".",
                    "Store a user token that is valid.");
        }
        return version + " answers and accepts the credentials.";
    }

    /** Servers before 10.0 take a token as a user name. */
    private static Credential asUser(Credential token) {
        return Credential.usernamePassword(token.id(), token.secret().strip(), "");
    }

    private static boolean accepts(String address, Credential credential, Duration limit) throws InterruptedException {
        try {
            return JsonHttp.discreet(HttpEndpoint.of(NAME, address, Optional.of(credential)), limit)
                    .get("/api/authentication/validate")
                    .path("valid")
                    .asBoolean();
        } catch (UnauthenticatedException e) {
            return false;
        }
    }

    private static String version(JsonHttp anonymous, String address) throws InterruptedException {
        JsonNode state;
        try {
            state = anonymous.get("/api/system/status");
        } catch (NotFoundException e) {
            throw stranger(address);
        }
        String version = state.path("version").asText();
        if (!version.matches("[0-9A-Za-z.-]{1,60}")) {
            throw stranger(address);
        }
        String status = state.path("status").asText();
        if (!status.equals("UP")) {
            throw new TerminalException(
                    "SonarQube " + version + " at " + address + " is not up"
                            + (status.matches("[A-Z_]{1,40}") ? " (" + status + ")." : "."),
                    "Try again when it has started or was migrated.");
        }
        return "SonarQube " + version;
    }

    private static TerminalException stranger(String address) {
        return new TerminalException(
                "What answers at " + address + " is not SonarQube.",
                "Give the address that you open in the browser, with the root path if there is one.");
    }
}
