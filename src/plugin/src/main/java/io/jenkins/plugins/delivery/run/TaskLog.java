package io.jenkins.plugins.delivery.run;

import hudson.model.TaskListener;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The log of a step in the build's log. News of a wait are printed when they say something new, and once a minute otherwise. */
final class TaskLog implements DeliveryLog {

    private static final Duration REMINDER = Duration.ofMinutes(1);

    private final TaskListener listener;
    private final Clock clock;
    private String lastNews = "";
    private Instant lastTime = Instant.MIN;

    TaskLog(TaskListener listener, Clock clock) {
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public void info(String message) {
        listener.getLogger().println(message);
    }

    @Override
    public void warn(String message) {
        listener.getLogger().println("WARNING: " + message);
    }

    @Override
    public synchronized void progress(String message) {
        // The passing of time alone is no news.
        String news = message.replaceAll("\\d+(\\.\\d+)?", "#");
        Instant now = clock.instant();
        if (!news.equals(lastNews) || !now.isBefore(lastTime.plus(REMINDER))) {
            lastNews = news;
            lastTime = now;
            info(message);
        }
    }
}
