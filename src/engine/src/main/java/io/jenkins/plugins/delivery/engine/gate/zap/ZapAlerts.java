package io.jenkins.plugins.delivery.engine.gate.zap;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.util.Map;

/** The alerts that a running ZAP holds of a site, page by page. */
final class ZapAlerts {

    private static final int PAGE = 500;
    private static final int MOST = 50_000;

    private ZapAlerts() {}

    /** Hands every alert of the site to the tally. */
    static void read(ZapApi zap, ZapTarget target, ZapTally tally) throws InterruptedException, ZapUndecided {
        for (int start = 1; ; start += PAGE) {
            JsonNode alerts = zap.view(
                            "alert",
                            "alerts",
                            Map.of(
                                    "baseurl",
                                    target.base(),
                                    "start",
                                    String.valueOf(start),
                                    "count",
                                    String.valueOf(PAGE)))
                    .path("alerts");
            for (JsonNode alert : alerts) {
                add(alert, target, tally);
            }
            if (alerts.size() < PAGE) {
                return;
            }
            if (start + PAGE > MOST) {
                throw new ZapUndecided("ZAP has more than " + MOST + " alerts of the site");
            }
        }
    }

    private static void add(JsonNode json, ZapTarget target, ZapTally tally) throws ZapUndecided {
        String rule = json.path("pluginId").asText();
        String name = json.path("name").asText();
        ZapAlert alert = new ZapAlert(
                json.path("alertRef").asText().isEmpty()
                        ? rule
                        : json.path("alertRef").asText(),
                rule,
                name,
                ZapRisk.of(json.path("risk").asText()).orElseThrow(() -> unknown(name, "risk", json)),
                ZapConfidence.of(json.path("confidence").asText())
                        .orElseThrow(() -> unknown(name, "confidence", json)));
        ZapAlert.Place place = new ZapAlert.Place(
                json.path("url").asText(),
                json.path("method").asText(),
                json.path("param").asText());
        try {
            if (target.covers(place.url())) {
                tally.add(alert, place);
            }
        } catch (UnreadableReport e) {
            throw new ZapUndecided("the alerts cannot be judged: " + e.getMessage());
        }
    }

    private static ZapUndecided unknown(String name, String field, JsonNode json) {
        return new ZapUndecided("ZAP has an alert '" + name + "' whose " + field + " is '"
                + json.path(field).asText() + "'");
    }
}
