package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.Ticket;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a ticket of {@code argoPromote} holds, with types. */
final class PromotionWait {

    private static final Map<String, Class<? extends ArgoTarget>> REQUESTS =
            Map.of("argoPromote", ArgoPromoteRequest.class, ArgoRollback.STEP, ArgoRollbackRequest.class);

    private final Ticket ticket;
    private final ArgoTarget request;

    private PromotionWait(Ticket ticket, ArgoTarget request) {
        this.ticket = ticket;
        this.request = request;
    }

    @SuppressWarnings("unchecked")
    static PromotionWait of(Ticket ticket) {
        String step = ticket.operation();
        Map<String, Object> saved = (Map<String, Object>) ticket.state().get("request");
        return new PromotionWait(ticket, RequestBinder.bind(step, REQUESTS.get(step), SavedRequest.today(saved)));
    }

    /** The wait for what has landed in Git. */
    static PromotionWait begin(ArgoTarget request, GitOpsChange.Landing landing, String diff, Instant startedAt) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("request", RequestBinder.unbind(request));
        state.put("landed", landing.state().name());
        put(state, "commit", landing.commit());
        state.put("expected", landing.commit() == null ? landing.tip() : landing.commit());
        state.put("file", landing.file());
        state.put("values", new LinkedHashMap<>(landing.values()));
        put(state, "from", Values.first(landing.file(), landing.before(), landing.values()));
        put(state, "to", Values.first(landing.file(), landing.after(), landing.values()));
        state.put("diff", diff);
        if (landing.state() == PromotionState.SUPERSEDED) {
            put(state, "supersededBy", landing.note());
        }
        String step = request instanceof ArgoPromoteRequest ? "argoPromote" : ArgoRollback.STEP;
        Ticket ticket = new Ticket(step, startedAt, startedAt.plus(request.timeout()), state);
        return new PromotionWait(ticket, request);
    }

    private static void put(Map<String, Object> state, String key, String value) {
        if (value != null) {
            state.put(key, value);
        }
    }

    Ticket ticket() {
        return ticket;
    }

    ArgoTarget request() {
        return request;
    }

    PromotionState landed() {
        return PromotionState.valueOf(ticket.text("landed"));
    }

    /** Our commit in the GitOps repository; null when none was made. */
    String commit() {
        return ticket.text("commit");
    }

    /** The commit that has to be part of what Argo CD syncs. */
    String expected() {
        return ticket.text("expected");
    }

    String file() {
        return ticket.text("file");
    }

    @SuppressWarnings("unchecked")
    Map<String, String> values() {
        return (Map<String, String>) ticket.state().get("values");
    }

    /** What people call the promoted thing: its version, or in an undoing the value that is put back. */
    String version() {
        return request.goesBack() || request.version() == null ? ticket.text("to") : request.version();
    }

    /** For sentences: {@code payments 1.4.0 in stage}. */
    String subject() {
        return request.service() + " " + version() + " in " + request.env();
    }

    Optional<Instant> instant(String key) {
        return Optional.ofNullable(ticket.text(key)).map(Instant::parse);
    }

    boolean is(String key) {
        return Boolean.TRUE.equals(ticket.state().get(key));
    }

    /** The same wait with one more thing known; null forgets it. */
    PromotionWait with(String key, Object value) {
        if (value != null) {
            return new PromotionWait(ticket.with(key, value), request);
        }
        Map<String, Object> state = new LinkedHashMap<>(ticket.state());
        state.remove(key);
        return new PromotionWait(new Ticket(ticket.operation(), ticket.startedAt(), ticket.deadline(), state), request);
    }

    /** The same wait with another end. */
    PromotionWait until(Instant deadline) {
        return new PromotionWait(new Ticket(ticket.operation(), ticket.startedAt(), deadline, ticket.state()), request);
    }

    /** The same wait after Git has changed once more. */
    PromotionWait landed(GitOpsChange.Landing landing, String diff) {
        Map<String, Object> state = new LinkedHashMap<>(ticket.state());
        state.putAll(begin(request, landing, diff, ticket.startedAt()).ticket().state());
        PromotionWait now = new PromotionWait(
                new Ticket(ticket.operation(), ticket.startedAt(), ticket.deadline(), state), request);
        return now.with("commit", landing.commit());
    }

    /** The result, when it has come to this state. */
    ArgoPromoteResult result(PromotionState state, ArgoPromoteResult.Seen seen, Instant now) {
        return new ArgoPromoteResult(
                request.service(),
                request.env(),
                new ArgoPromoteResult.Change(
                        request.version(),
                        ticket.text("from"),
                        ticket.text("to"),
                        commit(),
                        file(),
                        ticket.text("diff")),
                state,
                seen,
                ticket.startedAt(),
                java.time.Duration.between(ticket.startedAt(), now));
    }
}
