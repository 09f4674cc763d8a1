package io.jenkins.plugins.delivery.testbed.argo;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.Routes;
import io.jenkins.plugins.delivery.testbed.http.Routes.Call;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Who may use the API: one user with a password, and the tokens given out so far. */
final class Accounts {

    static final String USER = "admin";

    private final String password = UUID.randomUUID().toString();
    private final String apiToken = UUID.randomUUID().toString();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    Accounts() {
        tokens.add(apiToken);
    }

    String password() {
        return password;
    }

    String apiToken() {
        return apiToken;
    }

    boolean knows(String token) {
        return token != null && tokens.contains(token);
    }

    void revoke(String token) {
        tokens.remove(token);
    }

    void addTo(Routes routes) {
        routes.post("/api/v1/session", this::login).get("/api/v1/session/userinfo", this::userInfo);
    }

    /** {@code POST /api/v1/session}. */
    private Answer login(Call call) {
        JsonNode body = call.request().json();
        if (!USER.equals(body.path("username").asText())
                || !password.equals(body.path("password").asText())) {
            throw ArgoErrors.refusal(ArgoErrors.Code.UNAUTHENTICATED, "Invalid username or password");
        }
        String token = UUID.randomUUID().toString();
        tokens.add(token);
        return Answer.json(200, Map.of("token", token));
    }

    /** {@code GET /api/v1/session/userinfo}; who has no valid token does not come this far. */
    private Answer userInfo(Call call) {
        return Answer.json(200, Map.of("loggedIn", true, "username", USER, "iss", "argocd"));
    }
}
