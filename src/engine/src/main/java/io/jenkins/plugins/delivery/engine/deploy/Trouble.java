package io.jenkins.plugins.delivery.engine.deploy;

import java.util.List;

/**
 * Why something did not come up, as far as the platform tells; each may be null or empty.
 *
 * @param resource the first red thing, for example {@code Deployment payments}
 * @param reason what is wrong with it, for example {@code CrashLoopBackOff: exit code 1, restarted 4 times}
 * @param events the last events, oldest first
 * @param logs the last lines that it wrote
 */
public record Trouble(String resource, String reason, List<String> events, List<String> logs) {

    /** Nothing more is known. */
    public static final Trouble UNKNOWN = new Trouble(null, null, List.of(), List.of());

    public Trouble {
        events = List.copyOf(events);
        logs = List.copyOf(logs);
    }
}
