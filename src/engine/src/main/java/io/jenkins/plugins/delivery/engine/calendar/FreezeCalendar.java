package io.jenkins.plugins.delivery.engine.calendar;

import io.jenkins.plugins.delivery.engine.NearestName;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The windows in which nothing is promoted. Their times are those of wall clocks: where clocks are put forward, a time that does not
 * exist is the moment of the change; where they are put back, a window that begins in the repeated hour begins in the first and one
 * that ends there ends in the second, so that no freeze has a hole.
 */
public final class FreezeCalendar {

    /** A freeze that has no end for so long is taken for a mistake. */
    public static final Duration HORIZON = Duration.ofDays(370);

    private static final List<String> KEYS = List.of("window", "reason", "zone");

    private record Rule(String text, String reason, ZoneId zone, FreezeWindow window) {}

    private record Span(Rule rule, Instant from, Instant to) {

        boolean holds(Instant moment) {
            return !moment.isBefore(from) && moment.isBefore(to);
        }
    }

    private final List<Rule> rules;

    private FreezeCalendar(List<Rule> rules) {
        this.rules = rules;
    }

    /**
     * @param windows each a text, or a map with {@code window}, and {@code reason} and {@code zone} if need be
     * @param zone of the windows that name none, for example {@code Europe/Berlin}
     * @param problems gets a clause for everything that is wrong
     */
    public static FreezeCalendar of(List<?> windows, String zone, List<String> problems) {
        ZoneId usual = zone("zone", zone, problems);
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            Rule rule = rule("freeze[" + i + "]", windows.get(i), usual, problems);
            if (rule != null) {
                rules.add(rule);
            }
        }
        return new FreezeCalendar(List.copyOf(rules));
    }

    private static Rule rule(String place, Object given, ZoneId usual, List<String> problems) {
        Object text = given;
        Object reason = null;
        ZoneId zone = usual;
        if (given instanceof Map<?, ?> map) {
            map.keySet().stream()
                    .map(String::valueOf)
                    .filter(key -> !KEYS.contains(key))
                    .forEach(key -> problems.add(NearestName.unknownKey(place + ".", key, KEYS)));
            text = map.get("window");
            reason = map.get("reason");
            zone = map.get("zone") == null
                    ? usual
                    : zone(place + ".zone", map.get("zone").toString(), problems);
        }
        if (!(text instanceof CharSequence) || text.toString().isBlank()) {
            problems.add(place + " needs a window, for example 'Fri 16:00 - Mon 08:00'");
            return null;
        }
        try {
            FreezeWindow window = WindowText.parse(text.toString());
            return new Rule(text.toString().strip(), reason == null ? null : reason.toString(), zone, window);
        } catch (IllegalArgumentException e) {
            problems.add(place + ": '" + text + "' " + e.getMessage());
            return null;
        }
    }

    private static ZoneId zone(String place, String name, List<String> problems) {
        try {
            return ZoneId.of(name.strip());
        } catch (DateTimeException e) {
            problems.add(place + ": '" + name + "' is no time zone"
                    + NearestName.of(name, ZoneId.getAvailableZoneIds())
                            .map(near -> "; did you mean '" + near + "'?")
                            .orElse("; write one of the time zone database, for example 'Europe/Berlin', or 'UTC'"));
            return ZoneId.of("UTC");
        }
    }

    /** The freeze of a moment; empty when promotions may go on. */
    public Optional<Freeze> at(Instant now) {
        List<Span> spans = spans(now).filter(span -> span.holds(now)).toList();
        return spans.stream()
                .max(Comparator.comparing(Span::to))
                .map(longest -> new Freeze(
                        longest.rule().text(),
                        longest.rule().reason(),
                        longest.rule().zone(),
                        since(now),
                        until(now)));
    }

    private Instant until(Instant now) {
        Instant end = now;
        Optional<Instant> later = Optional.of(now);
        while (later.isPresent()) {
            if (later.get().isAfter(now.plus(HORIZON))) {
                return null;
            }
            Instant open = end = later.get();
            later = spans(open).filter(span -> span.holds(open)).map(Span::to).max(Comparator.naturalOrder());
        }
        return end;
    }

    private Instant since(Instant now) {
        Instant begin = now;
        Optional<Instant> earlier = Optional.of(now);
        while (earlier.isPresent() && earlier.get().isAfter(now.minus(HORIZON))) {
            Instant shut = begin = earlier.get();
            earlier = spans(shut)
                    .filter(span -> span.from().isBefore(shut) && !span.to().isBefore(shut))
                    .map(Span::from)
                    .min(Comparator.naturalOrder());
        }
        return begin;
    }

    private Stream<Span> spans(Instant moment) {
        return rules.stream().flatMap(rule -> rule.window()
                .near(moment.atZone(rule.zone()).toLocalDate())
                .map(span -> new Span(
                        rule, instant(span.from(), rule.zone(), true), instant(span.to(), rule.zone(), false))));
    }

    private static Instant instant(LocalDateTime local, ZoneId zone, boolean begin) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        if (transition == null) {
            return local.atZone(zone).toInstant();
        }
        if (transition.isGap()) {
            return transition.getInstant();
        }
        return local.toInstant(begin ? transition.getOffsetBefore() : transition.getOffsetAfter());
    }
}
