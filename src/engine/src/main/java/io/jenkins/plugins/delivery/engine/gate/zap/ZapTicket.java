package io.jenkins.plugins.delivery.engine.gate.zap;

import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.Ticket;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a scan remembers between two looks at ZAP, as plain values in a {@link Ticket}. */
record ZapTicket(Ticket ticket) {

    static final String STEP = "zapScan";

    static ZapTicket begin(ZapScanRequest request, List<ZapAllowance> allowed, Instant now) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("request", RequestBinder.unbind(request));
        state.put("allowed", allowed.stream().map(ZapAllowance::toMap).toList());
        state.put("phase", ZapPhase.GREET.name());
        state.put("since", now.toString());
        state.put("tries", 0);
        return new ZapTicket(new Ticket(STEP, now, now.plus(request.timeout()), state));
    }

    @SuppressWarnings("unchecked")
    ZapScanRequest request() {
        return RequestBinder.bind(
                STEP, ZapScanRequest.class, (Map<String, Object>) ticket.state().get("request"));
    }

    List<ZapAllowance> allowed() {
        return ((List<?>) ticket.state().get("allowed"))
                .stream().map(entry -> ZapAllowance.fromMap((Map<?, ?>) entry)).toList();
    }

    ZapPhase phase() {
        return ZapPhase.valueOf(ticket.text("phase"));
    }

    /** When the phase began. */
    Instant since() {
        return Instant.parse(ticket.text("since"));
    }

    /** How often ZAP has not told its state in this phase, one after the other. */
    int tries() {
        return number("tries");
    }

    /** ZAP's number of the spider's or the active scan that runs; null before. */
    String scan() {
        return ticket.text("scan");
    }

    /** ZAP's number of the context; null without one. */
    String contextId() {
        return ticket.text("contextId");
    }

    /** How many addresses of the site ZAP knows. */
    int urls() {
        return number("urls");
    }

    ZapTicket with(String key, Object value) {
        return new ZapTicket(ticket.with(key, value));
    }

    /** On to the next phase. */
    ZapTicket next(Instant now) {
        return with("phase", phase().next(request()).name())
                .with("since", now.toString())
                .with("tries", 0);
    }

    private int number(String key) {
        return ticket.state().get(key) instanceof Number number ? number.intValue() : 0;
    }
}
