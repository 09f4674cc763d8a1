package io.jenkins.plugins.delivery.testbed.argo;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The state of one application: plain data that {@link Lifecycle} moves. Guarded by the controller's lock. */
final class Application {

    private static final int REMEMBERED_EVENTS = 50;

    /** A deployment in the history; a rollback names it by its id. */
    record HistoryEntry(long id, Rendered content, Instant startedAt, Instant deployedAt) {}

    /** A condition; one per type. */
    record Condition(String type, String message, Instant since) {}

    /** A rollout that has not ended: the old health is shown until it is noticed. */
    record Rollout(Instant noticedAt, Instant endsAt) {}

    /** An event as kubectl shows it; the object is "Kind/name". */
    record Event(String type, String reason, String message, String object, Instant at) {}

    ArgoApplication spec;
    final String uid;
    final Instant createdAt;
    final Switches switches = new Switches();
    final List<HistoryEntry> history = new ArrayList<>();
    final Map<String, Condition> conditions = new LinkedHashMap<>();
    final Deque<Event> events = new ArrayDeque<>();
    final Set<String> children = new LinkedHashSet<>();

    /** The application that declares this one; null for none. */
    String parent;
    /** The ApplicationSet that made this one; null for none. */
    String owner;
    /** When its deletion was asked for; null while it stays. */
    Instant deletedAt;

    /** What Git wants, as of the last comparison; null before the first one. */
    Rendered target;
    /** What runs; null before the first sync. */
    Rendered live;

    SyncState sync = SyncState.UNKNOWN;
    Health health = Health.MISSING;
    Instant healthSince;
    PodFailure podFailure;
    Operation operation;
    Rollout rollout;
    /** Revisions and sources of the last automated sync: Argo CD does not try the same ones again by itself. */
    List<Object> attempted = List.of();

    Instant reconciledAt;
    Instant nextPoll;
    /** Nothing that was held back by a switch happens before this instant. */
    Instant notBefore;

    long resourceVersion;

    /** @param number tells applications apart that come one after the other under one name */
    Application(ArgoApplication spec, Instant now, long number) {
        this.spec = spec;
        String seed = spec.name() + "/" + number;
        this.uid = UUID.nameUUIDFromBytes(seed.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
        this.createdAt = now;
        this.healthSince = now;
        this.nextPoll = now;
        this.notBefore = now;
    }

    String name() {
        return spec.name();
    }

    boolean isOperating() {
        return operation != null && operation.isRunning();
    }

    void is(Health now, Instant at) {
        if (health != now) {
            health = now;
            healthSince = at;
        }
    }

    void event(Event event) {
        events.addLast(event);
        if (events.size() > REMEMBERED_EVENTS) {
            events.removeFirst();
        }
    }

    void event(String reason, String message, Instant at) {
        event(new Event("Normal", reason, message, "Application/" + name(), at));
    }
}
