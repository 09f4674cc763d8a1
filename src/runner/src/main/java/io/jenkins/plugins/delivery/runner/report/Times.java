package io.jenkins.plugins.delivery.runner.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and durations as a person reads them, in one time zone. */
final class Times {

    private static final long TEN_SECONDS = 10_000;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private final DateTimeFormatter day;
    private final DateTimeFormatter moment;
    private final DateTimeFormatter clock;

    Times(ZoneId zone) {
        day = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH).withZone(zone);
        moment = DateTimeFormatter.ofPattern("d MMM, HH:mm:ss", Locale.ENGLISH).withZone(zone);
        clock = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH).withZone(zone);
    }

    /** Date and time to the minute. */
    String day(Instant at) {
        return day.format(at);
    }

    /** Day and time to the second, without the year. */
    String moment(Instant at) {
        return moment.format(at);
    }

    /** Time of the day to the second. */
    String clock(Instant at) {
        return clock.format(at);
    }

    /** Two units at most: "840 ms", "4.2 s", "1 min 05 s", "2 h 03 min". */
    static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < TEN_SECONDS) {
            return String.format(Locale.ROOT, "%d.%d s", millis / 1000, millis % 1000 / 100);
        }
        if (millis < MINUTE) {
            return millis / 1000 + " s";
        }
        if (millis < HOUR) {
            return String.format(Locale.ROOT, "%d min %02d s", millis / MINUTE, millis % MINUTE / 1000);
        }
        return String.format(Locale.ROOT, "%d h %02d min", millis / HOUR, millis % HOUR / MINUTE);
    }
}
