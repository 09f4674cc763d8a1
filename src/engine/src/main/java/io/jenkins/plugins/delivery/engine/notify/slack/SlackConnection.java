package io.jenkins.plugins.delivery.engine.notify.slack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import io.jenkins.plugins.delivery.engine.http.JsonHttp;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Tries out a bot token of Slack, for a configuration page. Posts nothing. */
public final class SlackConnection {

    private static final int LONGEST = 60;

    private SlackConnection() {}

    /**
     * Asks Slack whose token it is (<a href="https://docs.slack.dev/reference/methods/auth.test">auth.test</a>).
     *
     * @param address base of Slack's Web API
     * @param limit for the request
     * @return a sentence for the person who asked
     * @throws io.jenkins.plugins.delivery.engine.DeliveryException with a sentence that repeats nothing of an unexpected answer
     */
    public static String check(String address, Credential credential, Duration limit) throws InterruptedException {
        Credential bearer = Credential.token(credential.id(), credential.secret());
        HttpEndpoint endpoint = HttpEndpoint.of("Slack", address, Optional.of(bearer));
        JsonNode answer = JsonHttp.discreet(endpoint, limit).post("/auth.test", Map.of());
        if (answer.path("ok").asBoolean()) {
            return "Slack knows the token: it is the one of '" + shown(answer, "user") + "' in the workspace '"
                    + shown(answer, "team") + "'.";
        }
        String code = answer.path("error").asText("");
        if (!code.matches("[a-z_]{1,40}")) {
            throw new TerminalException(
                    "What answers at " + address + " is not Slack's Web API.", "Give its address, as in the help.");
        }
        SlackError error = SlackError.of(code);
        String meaning = error.meaning().isEmpty() ? "" : ": " + error.meaning();
        throw new TerminalException(
                "Slack refuses the " + credential + " with " + code + meaning + ".",
                error == SlackError.OTHER ? "See the errors of auth.test in Slack's documentation." : error.advice());
    }

    private static String shown(JsonNode answer, String field) {
        String text = answer.path(field).asText();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
