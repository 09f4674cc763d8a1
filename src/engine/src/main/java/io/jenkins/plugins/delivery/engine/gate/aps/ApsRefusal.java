package io.jenkins.plugins.delivery.engine.gate.aps;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * What it means when AWS refuses a signed request before the service sees it: {@code x-amzn-ErrorType} names the error and
 * {@code message} tells it (Amazon Managed Service for Prometheus API reference, "Common errors").
 */
public final class ApsRefusal {

    private static final int LONGEST = 300;

    private ApsRefusal() {}

    /**
     * @param server for messages
     * @param json the body
     */
    public static DeliveryException of(String server, HttpResponse<?> response, JsonNode json) {
        String type = response.headers()
                .firstValue("x-amzn-ErrorType")
                .map(name -> name.replaceAll("[:#].*", "").replaceAll("[^A-Za-z]", ""))
                .orElse("");
        String message = json.path(json.has("Message") ? "Message" : "message").asText("");
        String reason = (type + " " + harmless(message)).strip();
        String said = server + " answered the query with " + response.statusCode()
                + (reason.isEmpty() ? "" : ": " + reason) + (reason.endsWith(".") ? "" : ".");
        if (type.startsWith("Throttling")) {
            return new RetryableException(said, "", null);
        }
        return new TerminalException(said, advice(type, message, clock(response)));
    }

    private static String advice(String type, String message, Optional<String> clock) {
        String text = type + " " + message;
        if (text.matches("(?is).*(signature expired|not yet current|RequestExpired|RequestTimeTooSkewed).*")) {
            return "Set the clock of the machine that asks"
                    + clock.map(at -> "; AWS shows " + at).orElse("") + ".";
        }
        if (text.matches("(?is).*(ExpiredToken|token included in the request is expired).*")) {
            return "The credentials are over: renew what is stored as credentialsId, or name a roleArn, for which they are"
                    + " renewed by themselves.";
        }
        if (text.matches("(?is).*(AccessDenied|not authorized).*")) {
            return "Allow the action aps:QueryMetrics on the workspace to that user or role in IAM.";
        }
        if (text.matches("(?is).*signature.*")) {
            return "Check the secret access key and the region.";
        }
        return "Check the address, with /workspaces/… in it, the region, the credentialsId and the roleArn.";
    }

    private static Optional<String> clock(HttpResponse<?> response) {
        return response.headers().firstValue("Date").filter(date -> date.matches("[A-Za-z0-9, :]{1,40}"));
    }

    /** AWS repeats the request to whoever signed it wrongly, with the session's token in it. */
    private static String harmless(String message) {
        String line = message.strip().replaceAll("\\s+", " ").replaceFirst("(?i) ?The Canonical String for.*", "");
        String masked = line.replaceAll("(?i)(x-amz-security-token[:=] ?)\\S+", "$1****");
        return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST) + "…";
    }
}
