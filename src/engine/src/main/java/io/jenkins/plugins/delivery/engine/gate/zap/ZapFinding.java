package io.jenkins.plugins.delivery.engine.gate.zap;

import java.util.LinkedHashMap;
import java.util.Map;

/** One kind of alert and how often it was seen, as it is counted up. */
final class ZapFinding {

    private final ZapAlert alert;
    private final boolean blocking;
    private ZapAlert.Place first;
    private int open;
    private int accepted;

    /** @param blocking whether it fails the gate where it is not accepted */
    ZapFinding(ZapAlert alert, boolean blocking) {
        this.alert = alert;
        this.blocking = blocking;
    }

    void add(ZapAlert.Place place, boolean isAccepted) {
        // A place that is not accepted is the one to tell of.
        if (first == null || (open == 0 && !isAccepted)) {
            first = place;
        }
        if (isAccepted) {
            accepted++;
        } else {
            open++;
        }
    }

    ZapAlert alert() {
        return alert;
    }

    /** Whether it fails the gate. */
    boolean fails() {
        return blocking && open > 0;
    }

    /** Whether it was seen anywhere that is not accepted. */
    boolean isOpen() {
        return open > 0;
    }

    int accepted() {
        return accepted;
    }

    /** {@code Cross Site Scripting (Reflected) (40012) at GET https://…/search?q=1 (q)}. */
    String sentence() {
        return alert.title() + " at " + first.sentence();
    }

    /** A row of the report. */
    Map<String, Object> toMap() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", alert.ref());
        row.put("alert", alert.name());
        row.put("risk", alert.risk().text());
        row.put("confidence", alert.confidence().text());
        row.put("count", open);
        row.put("accepted", accepted);
        row.put("fails", fails());
        row.put("place", first.sentence());
        return row;
    }
}
