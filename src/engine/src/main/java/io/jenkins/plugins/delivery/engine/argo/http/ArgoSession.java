package io.jenkins.plugins.delivery.engine.argo.http;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.http.JsonHttp;
import java.util.Map;

/** Exchanges user and password for a token at Argo CD's {@code /api/v1/session}. */
final class ArgoSession {

    private ArgoSession() {}

    /** @param anonymous reaches the server without credentials */
    static Credential open(JsonHttp anonymous, String address, Credential login) throws InterruptedException {
        String token = anonymous
                .post("/api/v1/session", Map.of("username", login.username(), "password", login.secret()))
                .path("token")
                .asText();
        if (token.isEmpty()) {
            throw new TerminalException(
                    "Argo CD at " + address + " gave no token for " + login + ".", "Use an API token instead.");
        }
        return Credential.token(login.id(), token);
    }
}
