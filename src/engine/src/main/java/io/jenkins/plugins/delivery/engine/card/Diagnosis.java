package io.jenkins.plugins.delivery.engine.card;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a platform says of a deployment that failed: raw texts of the cluster, which may hold anything. Bounded by who reads them;
 * {@link FailureCard#of} makes them fit for people.
 *
 * @param culprit the first resource that is to blame; empty when none is named
 * @param events of that resource, oldest first
 * @param log its last lines; empty when it never ran or they cannot be read
 * @param gaps what could not be read, a sentence each
 */
public record Diagnosis(Optional<Culprit> culprit, List<Event> events, Optional<LogTail> log, List<String> gaps) {

    /** Nothing is known. */
    public static final Diagnosis NONE = new Diagnosis(Optional.empty(), List.of(), Optional.empty(), List.of());

    /** Keeps copies of the lists. */
    public Diagnosis {
        events = List.copyOf(events);
        gaps = List.copyOf(gaps);
    }

    /**
     * The resource that is to blame.
     *
     * @param trouble why it does not run
     * @param kind for example Pod
     * @param name of the resource
     * @param container of a pod; empty when it is not about one
     * @param message the platform's own words, or empty
     */
    public record Culprit(Trouble trouble, String kind, String name, String container, String message) {}

    /**
     * Something that happened to it.
     *
     * @param at when it happened last; empty when not told
     * @param type Normal or Warning
     * @param reason one word
     * @param message the words
     * @param count how often
     */
    public record Event(Optional<Instant> at, String type, String reason, String message, int count) {}

    /**
     * What it printed last.
     *
     * @param source pod, and container where there are several
     * @param before whether these are the lines from before its last restart
     * @param lines oldest first
     */
    public record LogTail(String source, boolean before, List<String> lines) {

        /** Keeps a copy of the lines. */
        public LogTail {
            lines = List.copyOf(lines);
        }
    }

    /** Only the news that nothing could be read. */
    public static Diagnosis unread(String why) {
        return new Diagnosis(Optional.empty(), List.of(), Optional.empty(), List.of(why));
    }
}
