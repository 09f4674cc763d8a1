package io.jenkins.plugins.delivery.engine.gate.watch;

import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a watch knows between two looks, as it is saved in its ticket. Immutable. */
record WatchState(Ticket ticket) {

    private static final String STEP = "metricsWatch";

    /** Beyond this a look was not late, but nobody was there to take it: Jenkins was down. */
    private static final Duration AWAY = Duration.ofMinutes(1);

    /** A watch that sees enough is over long before; one that sees now and then is given up. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    static WatchState begin(WatchPlan plan, Instant now) {
        MetricsWatchRequest request = plan.request();
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("request", RequestBinder.unbind(request));
        state.put("checked", 0);
        state.put("due", now.plus(request.initialDelay()).toString());
        state.put("wake", now.toString());
        state.put("looked", now.toString());
        state.put("round", List.of());
        state.put(
                "tallies",
                plan.items().stream().map(item -> Tally.EMPTY.toMap()).toList());
        Duration twice = request.interval().multipliedBy(2L * request.rounds());
        return new WatchState(new Ticket(
                STEP, now, now.plus(request.initialDelay()).plus(twice).plus(GRACE), state));
    }

    @SuppressWarnings("unchecked")
    MetricsWatchRequest request() {
        return RequestBinder.bind(STEP, MetricsWatchRequest.class, (Map<String, Object>)
                ticket.state().get("request"));
    }

    WatchState with(String key, Object value) {
        return new WatchState(ticket.with(key, value));
    }

    /**
     * The state as of now, after a sleep: the time in which nobody looked does not count against the deadline, and where the clock went
     * back nobody waits for what it showed before. After either the source's clock has to be asked again.
     */
    WatchState awake(Instant now, Duration interval) {
        Duration asleep = Duration.between(instant("wake"), now);
        Duration back = Duration.between(now, instant("looked"));
        if (asleep.compareTo(AWAY) > 0) {
            Ticket longer =
                    new Ticket(STEP, ticket.startedAt(), ticket.deadline().plus(asleep), ticket.state());
            return new WatchState(longer).sleeping(now, now).with("unsure", true);
        }
        if (back.compareTo(AWAY) > 0) {
            Instant next = now.plus(interval);
            return withDue(next.isBefore(due()) ? next : due())
                    .sleeping(now, now)
                    .with("unsure", true);
        }
        return this;
    }

    /** Notes when the next look is meant to be. */
    WatchState sleeping(Instant now, Instant until) {
        return with("looked", now.toString()).with("wake", until.toString());
    }

    /** Whether the clocks have to be compared again before the next measurement. */
    boolean unsure() {
        return Boolean.TRUE.equals(ticket.state().get("unsure"));
    }

    /**
     * The state with what the clocks show now. What seemed to be a long sleep may have been this one's clock, set forward: the moment of
     * the next round then moves with it.
     */
    WatchState withSkew(Duration skew) {
        Duration jump = skew().minus(skew);
        boolean forward = ticket.state().containsKey("skew") && jump.compareTo(AWAY) > 0;
        return (forward ? withDue(due().plus(jump)) : this)
                .with("skew", skew.toMillis())
                .with("unsure", false);
    }

    WatchState withDue(Instant due) {
        return with("due", due.toString());
    }

    /** When the measurements of this round are to be taken. */
    Instant due() {
        return instant("due");
    }

    /** Whether the moment of this round passed while nobody was there, so that it can only be asked for afterwards. */
    boolean late(Duration interval, Instant now) {
        Duration tolerance = interval.compareTo(AWAY) > 0 ? interval : AWAY;
        return Duration.between(due(), now).compareTo(tolerance) > 0;
    }

    /** How many of the preliminary questions are answered. */
    int checked() {
        return number("checked");
    }

    /** Preliminary questions in a row that nobody answered. */
    int unanswered() {
        return number("unanswered");
    }

    /** By how much the source's clock is ahead of this one's. */
    Duration skew() {
        return Duration.ofMillis(((Number) ticket.state().getOrDefault("skew", 0L)).longValue());
    }

    /** Whether the probe had an answer before. */
    boolean answered() {
        return Boolean.TRUE.equals(ticket.state().get("answered"));
    }

    /** What a query answered for a moment before the release. */
    List<Double> baseline(String metric) {
        Object saved = map("baselines").get(metric);
        return saved == null
                ? List.of()
                : ((List<?>) saved).stream().map(Numbers::of).toList();
    }

    WatchState withBaseline(String metric, List<Double> values) {
        Map<String, Object> all = new LinkedHashMap<>();
        map("baselines").forEach((name, saved) -> all.put((String) name, saved));
        all.put(metric, values.stream().map(Numbers::plain).toList());
        return with("baselines", all);
    }

    /** Queries that were refused so far. */
    List<String> problems() {
        return texts("problems");
    }

    /** What the measurements of this round came to so far; empty texts for metrics that were decided before. */
    List<String> round() {
        return texts("round");
    }

    WatchState inRound(String outcome) {
        List<String> longer = new ArrayList<>(round());
        longer.add(outcome);
        return with("round", longer);
    }

    List<Tally> tallies() {
        return ((List<?>) ticket.state().get("tallies"))
                .stream().map(map -> Tally.of((Map<?, ?>) map)).toList();
    }

    WatchState withTally(int index, Tally tally) {
        List<Object> all = new ArrayList<>((List<?>) ticket.state().get("tallies"));
        all.set(index, tally.toMap());
        return with("tallies", all);
    }

    private int number(String key) {
        return ((Number) ticket.state().getOrDefault(key, 0)).intValue();
    }

    private Instant instant(String key) {
        return Instant.parse(ticket.text(key));
    }

    private Map<?, ?> map(String key) {
        return (Map<?, ?>) ticket.state().getOrDefault(key, Map.of());
    }

    private List<String> texts(String key) {
        return ((List<?>) ticket.state().getOrDefault(key, List.of()))
                .stream().map(String::valueOf).toList();
    }
}
