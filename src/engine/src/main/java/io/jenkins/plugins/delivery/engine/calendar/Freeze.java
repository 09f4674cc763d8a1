package io.jenkins.plugins.delivery.engine.calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A freeze that stands at some moment; windows that overlap or touch are one freeze.
 *
 * @param window as the calendar writes it: the one that lasts longest of those that stand at that moment
 * @param reason why, or null
 * @param zone whose wall clock counts
 * @param since when it began
 * @param until when the first moment after it is; null when that is more than {@link FreezeCalendar#HORIZON} away
 */
public record Freeze(String window, String reason, ZoneId zone, Instant since, Instant until) {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm z", Locale.ENGLISH);

    /** For sentences: {@code the freeze 'Fri 16:00 - Mon 08:00' (release night) since Fri 2026-11-20 16:00 CET}. */
    @Override
    public String toString() {
        return "the freeze '" + window + "'" + (reason == null ? "" : " (" + reason + ")") + " since " + text(since);
    }

    /** A moment on the wall clock of the calendar. */
    public String text(Instant moment) {
        return MOMENT.format(moment.atZone(zone));
    }
}
