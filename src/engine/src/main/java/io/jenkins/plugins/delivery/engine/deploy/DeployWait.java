package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.promotion.PromotionState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the ticket of a deployer's step holds, with types.
 *
 * @param <Q> the request record of the step
 */
final class DeployWait<Q extends DeployRequest> {

    /** Fact and key of the result: what took its place. */
    static final String BY = "by";

    private static final String READY_SINCE = "readySince";
    private static final String AWAY_SINCE = "awaySince";

    private final Ticket ticket;
    private final Q request;
    private final Applied applied;

    private DeployWait(Ticket ticket, Q request, Applied applied) {
        this.ticket = ticket;
        this.request = request;
        this.applied = applied;
    }

    static <Q extends DeployRequest> DeployWait<Q> begin(String step, Q request, Applied applied, Instant startedAt) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("request", RequestBinder.unbind(request));
        state.put("applied", applied.toMap());
        return new DeployWait<>(
                new Ticket(step, startedAt, startedAt.plus(request.timeout()), state), request, applied);
    }

    @SuppressWarnings("unchecked")
    static <Q extends DeployRequest> DeployWait<Q> of(Ticket ticket, Class<Q> type) {
        Map<String, Object> saved =
                new LinkedHashMap<>((Map<String, Object>) ticket.state().get("request"));
        // A wait that an earlier version of the plugin has saved does not say it.
        saved.putIfAbsent("mode", "push");
        Q request = RequestBinder.bind(ticket.operation(), type, saved);
        return new DeployWait<>(ticket, request, Applied.fromMap((Map<String, Object>)
                ticket.state().get("applied")));
    }

    Ticket ticket() {
        return ticket;
    }

    Q request() {
        return request;
    }

    Applied applied() {
        return applied;
    }

    /** For sentences: {@code payments 1.4.0 in stage}. */
    String subject() {
        String version = request.restore() != null || request.version() == null ? applied.to() : request.version();
        return request.service() + (version == null ? "" : " " + version) + " in " + request.env();
    }

    /** The same wait, with what a look found out; whatever was ready is not so any more. */
    DeployWait<Q> notReady(Applied known) {
        return new DeployWait<>(ticket.with("applied", known.toMap()), request, known)
                .without(READY_SINCE)
                .without(AWAY_SINCE);
    }

    /** The same wait, ready since the first look that found it so. */
    DeployWait<Q> ready(Instant now) {
        DeployWait<Q> seen = without(AWAY_SINCE);
        return ticket.text(READY_SINCE) != null ? seen : seen.with(READY_SINCE, now.toString());
    }

    /** How long it has been ready. */
    Duration readyFor(Instant now) {
        String since = ticket.text(READY_SINCE);
        return since == null ? Duration.ZERO : Duration.between(Instant.parse(since), now);
    }

    /** The same wait, without news since the first look that brought none. */
    DeployWait<Q> away(Instant now) {
        return ticket.text(AWAY_SINCE) != null ? this : with(AWAY_SINCE, now.toString());
    }

    Duration awayFor(Instant now) {
        String since = ticket.text(AWAY_SINCE);
        return since == null ? Duration.ZERO : Duration.between(Instant.parse(since), now);
    }

    /** Whether the last look brought no news. */
    boolean isAway() {
        return ticket.text(AWAY_SINCE) != null;
    }

    /** The result when there is nothing to wait for. */
    @SuppressWarnings("unchecked")
    DeployResult settled(Instant now) {
        Map<String, Object> seen = new LinkedHashMap<>();
        if (applied.facts().get(GoingBack.OUTLOOK) instanceof Map<?, ?> outlook) {
            seen.putAll((Map<String, Object>) outlook);
        }
        if (applied.text(BY) != null) {
            seen.put(BY, applied.text(BY));
        }
        return result(applied.change(), applied.text(GoingBack.WRITTEN), seen, now);
    }

    private DeployWait<Q> with(String key, Object value) {
        return new DeployWait<>(ticket.with(key, value), request, applied);
    }

    private DeployWait<Q> without(String key) {
        Map<String, Object> state = new LinkedHashMap<>(ticket.state());
        state.remove(key);
        return new DeployWait<>(
                new Ticket(ticket.operation(), ticket.startedAt(), ticket.deadline(), state), request, applied);
    }

    /** The result, when it has come to this state. */
    DeployResult result(PromotionState state, String commit, Map<String, Object> seen, Instant now) {
        return new DeployResult(
                request.env(),
                request.service(),
                new DeployResult.Change(request.version(), request.digest(), commit, applied),
                state,
                seen,
                ticket.startedAt(),
                Duration.between(ticket.startedAt(), now));
    }

    /** The same wait, over: later looks find this result at once. */
    Ticket ended(DeployResult result) {
        Map<String, Object> end = new LinkedHashMap<>();
        end.put("state", result.state().name());
        if (result.change().commit() != null) {
            end.put("commit", result.change().commit());
        }
        end.put("seen", result.seen());
        end.put("at", ticket.startedAt().plus(result.took()).toString());
        return ticket.with("end", end);
    }

    /** The result of a wait that was over when its ticket was made. */
    @SuppressWarnings("unchecked")
    Optional<DeployResult> end() {
        return Optional.ofNullable((Map<String, Object>) ticket.state().get("end"))
                .map(end -> result(
                        PromotionState.valueOf((String) end.get("state")),
                        (String) end.get("commit"),
                        (Map<String, Object>) end.get("seen"),
                        Instant.parse((String) end.get("at"))));
    }
}
