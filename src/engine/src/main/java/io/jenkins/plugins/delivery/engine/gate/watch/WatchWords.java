package io.jenkins.plugins.delivery.engine.gate.watch;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a watch says of itself. */
final class WatchWords {

    private WatchWords() {}

    /** What is waited for, as of the newest round that is complete. */
    static String progress(WatchState state, WatchPlan plan) {
        String line = state.ticket().text("line");
        return state.round().isEmpty() || line == null ? newProgress(state, plan) : line;
    }

    private static String newProgress(WatchState state, WatchPlan plan) {
        MetricsWatchRequest request = plan.request();
        String said = state.ticket().text("said");
        if (state.tallies().stream().allMatch(tally -> tally.counted() == 0)) {
            return subject(request) + " begins at " + clock(state.due())
                    + (said == null || said.isEmpty() ? "" : ": " + said);
        }
        List<String> parts = new ArrayList<>();
        List<WatchItem> items = plan.items();
        for (int i = 0; i < items.size(); i++) {
            Tally tally = state.tallies().get(i);
            String unit = items.get(i).metric().isPresent() ? "" : "s";
            String value = tally.seen("value")
                    .map(v -> " " + Numbers.text(Numbers.of(v)) + unit)
                    .orElse(tally.withoutData() > 0 ? " without data" : "");
            int bad = tally.count(Outcome.FAILED);
            parts.add(items.get(i).name() + value + (bad == 0 ? "" : " (" + bad + " failed)"));
        }
        int least = state.tallies().stream().mapToInt(Tally::counted).min().orElse(0);
        return subject(request) + ": " + least + " of " + request.rounds() + " rounds, until about "
                + clock(state.due().plus(request.interval().multipliedBy(Math.max(0, request.rounds() - least - 1L))))
                + "; " + String.join(", ", parts);
    }

    /** The dashboard of a span of time, when there is one. */
    static Optional<String> link(MetricsWatchRequest request, Instant from, Instant to) {
        return Optional.ofNullable(request.grafana())
                .map(template -> request.names().link(template, from, to));
    }

    static String clock(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String subject(MetricsWatchRequest request) {
        String name = request.name();
        String which = name.equals("watch") ? "The watch" : name.startsWith("Watch") ? name : "Watch " + name;
        return which + " of " + request.what();
    }

    static String plural(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
