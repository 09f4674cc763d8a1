package io.jenkins.plugins.delivery.engine.promotion;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All applications below the promoted one, as far as its wait has found out: its children, theirs, and so on. What is below an application
 * counts once that one is synced and Healthy itself, since before it may still declare something else.
 */
final class Descendants {

    /** A wait keeps track of so many; more belong to no single service. */
    static final int MOST = 500;

    /** How old what is known of one may be that is waited for and costs a request. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    /** The same of one that was as asked: it has to stay so until all are. */
    private static final Duration STANDING = Duration.ofSeconds(15);

    private final PromotionWait wait;
    private final String root;
    /** Parent of each, nearest to the promoted application first. */
    private final Map<String, String> parents = new LinkedHashMap<>();
    /** Read once: what a ticket keeps is text. */
    private final Map<String, Relative> relatives = new HashMap<>();

    private Descendants(PromotionWait wait) {
        this.wait = wait;
        this.root = wait.request().application();
        Deque<String> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty() && parents.size() <= MOST) {
            String parent = open.remove();
            for (String child : WatchNotes.offspring(wait, parent).names()) {
                // One that is known already is declared twice, or by something below itself.
                if (!child.equals(root)
                        && parents.putIfAbsent(child, parent) == null
                        && WatchNotes.isSettled(wait, child)) {
                    open.add(child);
                }
            }
        }
    }

    static Descendants of(PromotionWait wait) {
        return new Descendants(wait);
    }

    boolean tooMany() {
        return parents.size() > MOST;
    }

    boolean has(String name) {
        return parents.containsKey(name);
    }

    /** The first that is not as asked. */
    Optional<String> behind() {
        return parents.keySet().stream().filter(name -> !seen(name).ready()).findFirst();
    }

    /** Those that have to be looked at now, the longest not looked at first. */
    List<String> due(Instant now) {
        return oldest().stream()
                .filter(name -> seen(name)
                        .seenAt()
                        .filter(at -> now.isBefore(at.plus(seen(name).ready() ? STANDING : FRESH)))
                        .isEmpty())
                .toList();
    }

    /** All, the longest not looked at first. */
    List<String> oldest() {
        return parents.keySet().stream()
                .sorted(Comparator.comparing(name -> seen(name).seenAt().orElse(Instant.EPOCH)))
                .toList();
    }

    /** One whose ApplicationSets have to be looked into, after each of its syncs. */
    Optional<String> unlisted() {
        return withRoot().stream()
                .filter(name -> name.equals(root) || WatchNotes.isSettled(wait, name))
                .filter(name -> WatchNotes.offspring(wait, name).sets())
                .filter(name ->
                        !syncEnd(name).equals(WatchNotes.offspring(wait, name).madeOf()))
                .findFirst();
    }

    /** One whose ApplicationSets have to be looked into once more before all is through: they take a moment to make an application. */
    Optional<String> unconfirmed() {
        return withRoot().stream()
                .filter(name -> WatchNotes.offspring(wait, name).sets())
                .filter(name -> !WatchNotes.offspring(wait, name).last())
                .findFirst();
    }

    /** When the application above it was last synced. */
    Optional<Instant> parentSyncedAt(String name) {
        return syncedAt(parents.getOrDefault(name, root));
    }

    /** For {@link Offspring#madeOf}. */
    String syncEnd(String name) {
        return syncedAt(name).map(Instant::toString).orElse(Offspring.NEVER);
    }

    private Optional<Instant> syncedAt(String name) {
        return name.equals(root) ? wait.instant("syncedAt") : seen(name).syncedAt();
    }

    /** For sentences: {@code its child 'worker'}, {@code 'db' below its child 'worker'}. */
    String phrase(String name) {
        String parent = parents.getOrDefault(name, root);
        return parent.equals(root) ? "its child '" + name + "'" : "'" + name + "' below " + phrase(parent);
    }

    /** Whether the one is the other, or is above it. */
    boolean isAbove(String upper, String lower) {
        String at = lower;
        while (at != null && !at.equals(upper)) {
            at = parents.getOrDefault(at, at.equals(root) ? null : root);
        }
        return at != null;
    }

    /** Forgets what was seen below an application, which has declared something anew. */
    PromotionWait withoutThoseBelow(String name) {
        List<String> stale = new ArrayList<>();
        for (String other : parents.keySet()) {
            if (!other.equals(name) && isAbove(name, other)) {
                stale.add(other);
            }
        }
        return WatchNotes.withoutRelatives(wait, stale);
    }

    private Relative seen(String name) {
        return relatives.computeIfAbsent(name, other -> WatchNotes.relative(wait, other));
    }

    private Set<String> withRoot() {
        Set<String> all = new LinkedHashSet<>(List.of(root));
        all.addAll(parents.keySet());
        return all;
    }
}
