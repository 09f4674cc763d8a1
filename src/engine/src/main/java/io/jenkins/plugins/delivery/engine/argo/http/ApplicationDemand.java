package io.jenkins.plugins.delivery.engine.argo.http;

import io.jenkins.plugins.delivery.engine.http.JsonHttp;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Which applications are being asked for, and what the last answers said about them: from that follows whether one list is cheaper than
 * the single reads, and whether an item of it may be used. Thread-safe.
 *
 * <p>An application is looked for in a list only after it has been read by itself: that gives exact errors, its namespace (a list has
 * those of all namespaces) and its project. And an item is used only if its resourceVersion is not older than one already seen: Argo CD
 * reads a single application from Kubernetes, but a list from its cache, which may lag behind (argoproj/argo-cd,
 * {@code server/application/application.go}).
 */
final class ApplicationDemand {

    /** Longer than any wait pauses between two looks while something happens. */
    private static final long RECENT = Duration.ofSeconds(10).toNanos();

    private static final long REMEMBERED = Duration.ofMinutes(1).toNanos();

    /** Keeps the address short; with more projects than this all are listed. */
    private static final int MOST_PROJECTS = 40;

    /** Where items of a list are found. */
    record Place(String namespace, String application) {}

    /** How often those are looked for that nobody asks for any more. */
    private static final long SWEEP = Duration.ofSeconds(1).toNanos();

    private static final class Asked {
        private long at;
        private ArgoReading seen;
    }

    private final LongSupplier nanos;
    /** Longest not asked for first. */
    private final Map<Target, Asked> targets = new LinkedHashMap<>(16, 0.75f, true);

    private long sweptAt;
    /** Null when it has to be worked out anew: it is asked for with every read. */
    private WatchFilter filter;

    ApplicationDemand(LongSupplier nanos) {
        this.nanos = nanos;
        this.sweptAt = nanos.getAsLong();
    }

    synchronized void asked(Target target) {
        long now = nanos.getAsLong();
        targets.computeIfAbsent(target, key -> new Asked()).at = now;
        if (now - sweptAt > SWEEP) {
            sweptAt = now;
            boolean fewer = targets.values().removeIf(asked -> now - asked.at > REMEMBERED);
            filter = fewer ? null : filter;
        }
    }

    /** Whether the application can be found in a list. */
    synchronized boolean knows(Target target) {
        return targets.containsKey(target) && targets.get(target).seen != null;
    }

    /** How many applications that can be found in a list are being asked for. */
    synchronized int known() {
        long now = nanos.getAsLong();
        return (int) targets.values().stream()
                .filter(asked -> asked.seen != null && now - asked.at <= RECENT)
                .count();
    }

    /** Where a list or a stream has the application; empty before it has been read by itself. */
    synchronized Optional<Place> place(Target target) {
        Asked asked = targets.get(target);
        return asked == null || asked.seen == null
                ? Optional.empty()
                : Optional.of(new Place(asked.seen.namespace(), target.name()));
    }

    /** The narrowest filter that lets all of them through. */
    synchronized WatchFilter filter() {
        if (filter == null) {
            filter = narrowest();
        }
        return filter;
    }

    private WatchFilter narrowest() {
        Set<String> projects = new HashSet<>();
        Set<String> names = new HashSet<>();
        targets.forEach((target, asked) -> {
            if (asked.seen != null) {
                projects.add(asked.seen.project());
                names.add(target.name());
            }
        });
        return new WatchFilter(names.size() == 1 ? names.iterator().next() : null, projects);
    }

    /** The application as a stream has it; empty when it has to be read by itself. */
    synchronized Optional<ArgoReading> accept(Target target, ArgoReading item) {
        return pick(
                target, Map.of(new Place(item.namespace(), item.application().name()), item));
    }

    /** The path of a list that has all of them. */
    synchronized String path() {
        List<String> projects = targets.values().stream()
                .filter(asked -> asked.seen != null)
                .map(asked -> asked.seen.project())
                .distinct()
                .sorted()
                .toList();
        return "/api/v1/applications"
                + (projects.size() > MOST_PROJECTS || projects.contains("")
                        ? ""
                        : projects.stream()
                                .map(project -> "projects=" + JsonHttp.encode(project))
                                .collect(Collectors.joining("&", "?", "")));
    }

    /** The application was read by itself. */
    synchronized void learn(Target target, ArgoReading reading) {
        Asked asked = targets.get(target);
        if (asked != null
                && reading.version() >= 0
                && (asked.seen == null || asked.seen.version() <= reading.version())) {
            see(asked, reading);
        }
    }

    private void see(Asked asked, ArgoReading reading) {
        boolean same =
                asked.seen != null && reading != null && asked.seen.project().equals(reading.project());
        filter = same ? filter : null;
        asked.seen = reading;
    }

    /** The next read of the application is to be one of its own. */
    synchronized void forget(Target target) {
        if (targets.containsKey(target)) {
            see(targets.get(target), null);
        }
    }

    /** The application's item in a list; empty when it has to be read by itself. */
    synchronized Optional<ArgoReading> pick(Target target, Map<Place, ArgoReading> list) {
        Asked asked = targets.get(target);
        if (asked == null || asked.seen == null) {
            return Optional.empty();
        }
        ArgoReading item = list.get(new Place(asked.seen.namespace(), target.name()));
        boolean there =
                item != null && (target.project() == null || target.project().equals(item.project()));
        if (!there) {
            see(asked, null);
            return Optional.empty();
        }
        if (item.version() < asked.seen.version()) {
            return Optional.empty();
        }
        see(asked, item);
        return Optional.of(item);
    }
}
