package io.jenkins.plugins.delivery.engine.argo.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import io.jenkins.plugins.delivery.engine.http.JsonHttp;
import java.time.Duration;
import java.util.Optional;

/** Tries out the address and the credentials of an Argo CD, for a configuration page. */
public final class ArgoConnection {

    /** What is shown of a version or a user name that the server tells. */
    private static final int LONGEST = 60;

    private ArgoConnection() {}

    /**
     * Reads the version, which everybody may ({@code /api/version}), and then who Argo CD thinks is asking
     * ({@code /api/v1/session/userinfo}).
     *
     * @param limit for each request
     * @return a sentence for the person who asked
     * @throws io.jenkins.plugins.delivery.engine.DeliveryException with a sentence that repeats nothing of an unexpected answer
     */
    public static String check(String address, Optional<Credential> credential, Duration limit)
            throws InterruptedException {
        JsonHttp anonymous = JsonHttp.discreet(HttpEndpoint.of(ArgoUser.NAME, address, Optional.empty()), limit);
        String version = version(anonymous, address);
        if (credential.isEmpty()) {
            return "Argo CD " + version
                    + " answers. Without credentials it is only used where it allows anonymous access.";
        }
        Credential token = credential.get().username() == null
                ? credential.get()
                : ArgoSession.open(anonymous, address, credential.get());
        HttpEndpoint endpoint = HttpEndpoint.of(ArgoUser.NAME, address, Optional.of(token));
        JsonNode user = JsonHttp.discreet(endpoint, limit).get("/api/v1/session/userinfo");
        if (!user.path("loggedIn").asBoolean()) {
            throw new TerminalException(
                    "Argo CD " + version + " at " + address + " does not accept the " + credential.get() + ".",
                    "Store a token that is valid, such as one of 'argocd account generate-token'.");
        }
        return "Argo CD " + version + " answers and knows the user '" + shown(user, "username") + "'.";
    }

    private static String version(JsonHttp anonymous, String address) throws InterruptedException {
        try {
            JsonNode answer = anonymous.get("/api/version");
            if (answer.path("Version").isTextual()) {
                return shown(answer, "Version");
            }
        } catch (NotFoundException e) {
            // Another server: said below, together with one that answers something else.
        }
        throw new TerminalException(
                "What answers at " + address + " is not Argo CD.",
                "Give the address that you open in the browser, with the root path if there is one.");
    }

    private static String shown(JsonNode answer, String field) {
        String text = answer.path(field).asText().replaceAll("[^\\x20-\\x7e]", "?");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
