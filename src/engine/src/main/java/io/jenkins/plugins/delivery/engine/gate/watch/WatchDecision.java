package io.jenkins.plugins.delivery.engine.gate.watch;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes one verdict of all rows of a watch. Pure. A row that failed wins over one that is undecided. */
final class WatchDecision {

    private static final int MOST_NAMES = 3;

    private final WatchState state;
    private final MetricsWatchRequest request;
    private final List<WatchItem> items;
    private final List<Tally> tallies;
    private final Instant now;

    WatchDecision(WatchState state, WatchPlan plan, Instant now) {
        this.state = state;
        this.request = plan.request();
        this.items = plan.items();
        this.tallies = state.tallies();
        this.now = now;
    }

    /** @param reason why nothing more can be seen; empty when everything was */
    MetricsWatchResult decide(Optional<String> reason) {
        Optional<Integer> failed = first(GateVerdict.FAILED);
        Optional<Integer> errored = first(GateVerdict.ERRORED);
        String subject = WatchWords.subject(request);
        if (failed.isPresent()) {
            return result(GateVerdict.FAILED, subject + " failed: " + why(failed.get(), GateVerdict.FAILED));
        }
        if (reason.isPresent()) {
            String clause = reason.get();
            return result(
                    GateVerdict.ERRORED, subject + " could not decide: " + clause + (clause.endsWith(".") ? "" : "."));
        }
        if (errored.isPresent()) {
            return result(
                    GateVerdict.ERRORED, subject + " could not decide: " + why(errored.get(), GateVerdict.ERRORED));
        }
        int samples = tallies.stream().mapToInt(Tally::counted).sum();
        int good = tallies.stream()
                .mapToInt(tally -> tally.count(Outcome.SUCCESSFUL))
                .sum();
        return result(
                GateVerdict.PASSED,
                subject + " passed: " + WatchWords.plural(samples, "measurement") + " of " + what() + " in "
                        + Durations.text(Duration.between(state.ticket().startedAt(), now))
                        + (good == samples
                                ? "."
                                : ", " + (samples - good) + " of them not good, which is within the limits."));
    }

    private String what() {
        return items.size() <= MOST_NAMES
                ? String.join(", ", items.stream().map(WatchItem::name).toList())
                : items.size() + " metrics";
    }

    private Optional<Integer> first(GateVerdict verdict) {
        for (int i = 0; i < items.size(); i++) {
            if (verdictOf(i).equals(Optional.of(verdict))) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private Optional<GateVerdict> verdictOf(int index) {
        return tallies.get(index).verdict(items.get(index).limits(), request.rounds());
    }

    /** What was seen last of what decided a row, and how often. */
    private String why(int index, GateVerdict verdict) {
        Tally tally = tallies.get(index);
        Limits limits = items.get(index).limits();
        String name = items.get(index).name();
        String measurements = WatchWords.plural(tally.counted(), "measurement");
        if (tally.count(Outcome.FAILED) > limits.failureLimit()) {
            return name + newest(tally, Outcome.FAILED) + tally.count(Outcome.FAILED) + " of " + measurements
                    + " failed, " + limits.failureLimit() + " allowed.";
        }
        if (tally.count(Outcome.INCONCLUSIVE) > limits.inconclusiveLimit()) {
            return name + newest(tally, Outcome.INCONCLUSIVE) + tally.count(Outcome.INCONCLUSIVE) + " of "
                    + measurements + " decided nothing, " + limits.inconclusiveLimit() + " allowed.";
        }
        if (tally.errorsInRow() > limits.errorLimit()) {
            return name + newest(tally, Outcome.ERRORED) + WatchWords.plural(tally.count(Outcome.ERRORED), "question")
                    + " had no answer.";
        }
        Outcome bad = verdict == GateVerdict.FAILED ? Outcome.FAILED : Outcome.INCONCLUSIVE;
        return name + newest(tally, bad) + "there were no " + limits.consecutiveSuccesses() + " good ones in a row in "
                + measurements + ".";
    }

    private static String newest(Tally tally, Outcome kind) {
        String seen = tally.newest(kind)
                .map(note -> " at " + note.get("at") + " " + note.get("text"))
                .orElse("");
        return seen + (seen.endsWith(".") ? " " : "; ");
    }

    private MetricsWatchResult result(GateVerdict verdict, String message) {
        Map<String, Object> what = new LinkedHashMap<>();
        what.put("name", request.name());
        put(what, "env", request.env());
        put(what, "service", request.service());
        put(what, "version", request.version());
        List<Map<String, Object>> table = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            table.add(row(i));
        }
        Instant from = state.ticket().startedAt();
        return new MetricsWatchResult(
                verdict,
                message,
                what,
                table,
                // What the dashboard shows was measured by the source's clock.
                WatchWords.link(request, from.plus(state.skew()), now.plus(state.skew()))
                        .orElse(null),
                from,
                now);
    }

    private Map<String, Object> row(int index) {
        Tally tally = tallies.get(index);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", items.get(index).name());
        row.put("verdict", verdictOf(index).map(GateVerdict::text).orElse("unfinished"));
        row.put("expected", items.get(index).expected());
        for (String key : List.of("value", "min", "max", "baseline")) {
            tally.seen(key).ifPresent(value -> row.put(key, value));
        }
        row.put("samples", tally.counted());
        for (Outcome outcome : Outcome.values()) {
            row.put(Tally.key(outcome), tally.count(outcome));
        }
        row.put("noData", tally.withoutData());
        if (!tally.notes().isEmpty()) {
            row.put("notes", tally.notes());
        }
        return row;
    }

    private static void put(Map<String, Object> map, String key, String value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    /** What a person does after a watch that did not pass. */
    static String advice(MetricsWatchResult result) {
        String link = result.url() == null ? "" : " See " + result.url();
        return result.verdict() == GateVerdict.FAILED
                ? "Look at what the new version does." + link
                : "This says nothing about the release: check where the metrics come from, then watch again." + link;
    }
}
