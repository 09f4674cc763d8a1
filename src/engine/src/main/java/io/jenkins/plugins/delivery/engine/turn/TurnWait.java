package io.jenkins.plugins.delivery.engine.turn;

import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a ticket of {@code promotionTurn} holds, with types. */
final class TurnWait {

    static final String STEP = "promotionTurn";

    private final Ticket ticket;
    private final PromotionTurnRequest request;

    private TurnWait(Ticket ticket, PromotionTurnRequest request) {
        this.ticket = ticket;
        this.request = request;
    }

    @SuppressWarnings("unchecked")
    static TurnWait of(Ticket ticket) {
        return new TurnWait(ticket, RequestBinder.bind(STEP, PromotionTurnRequest.class, (Map<String, Object>)
                ticket.state().get("request")));
    }

    static TurnWait begin(PromotionTurnRequest request, Claim claim) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("request", RequestBinder.unbind(request));
        state.put("claim", claim.toMap());
        state.put("compared", new LinkedHashMap<String, Object>());
        Instant since = claim.since();
        return new TurnWait(new Ticket(STEP, since, since.plus(request.timeout()), state), request);
    }

    Ticket ticket() {
        return ticket;
    }

    PromotionTurnRequest request() {
        return request;
    }

    @SuppressWarnings("unchecked")
    Claim claim() {
        return Claim.fromMap((Map<String, Object>) ticket.state().get("claim"));
    }

    /** When the soak is over, as far as that was looked up. */
    Optional<Instant> soakedAt() {
        return Optional.ofNullable(ticket.text("soakedAt")).map(Instant::parse);
    }

    /** Whether that was looked up again after it was over. */
    boolean soaked() {
        return Boolean.TRUE.equals(ticket.state().get("soaked"));
    }

    /** Whether a commit was found to be newer than that of this run; empty when nobody looked yet. */
    Optional<Boolean> compared(String commit) {
        Object known = compared().get(commit);
        return known == null ? Optional.empty() : Optional.of(Boolean.TRUE.equals(known));
    }

    TurnWait withCompared(String commit, boolean newer) {
        Map<String, Object> known = new LinkedHashMap<>(compared());
        known.put(commit, newer);
        return with("compared", known);
    }

    TurnWait with(String key, Object value) {
        return new TurnWait(ticket.with(key, value), request);
    }

    /** The same wait, given up later: what is waited for now has an end of its own, and time until then does not count. */
    TurnWait patientUntil(Instant end) {
        Instant deadline = end.plus(request.timeout());
        return deadline.isAfter(ticket.deadline())
                ? new TurnWait(new Ticket(STEP, ticket.startedAt(), deadline, ticket.state()), request)
                : this;
    }

    PromotionTurnResult result(PromotionTurnResult.End end, Claim by, Instant now) {
        return new PromotionTurnResult(
                claim(), end, by, Duration.between(ticket.startedAt(), now), ticket.text("override"));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> compared() {
        return (Map<String, Object>) ticket.state().get("compared");
    }
}
