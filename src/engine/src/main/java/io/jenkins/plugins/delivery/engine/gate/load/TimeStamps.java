package io.jenkins.plugins.delivery.engine.gate.load;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers and times as results files hold them: milliseconds of Unix time, or a date as {@code 2026/11/21 17:05:00.123}. A date has no
 * zone; only differences are looked at, so any zone will do.
 */
final class TimeStamps {

    private static final int MOST_DIGITS = 18;
    private static final Pattern DATE =
            Pattern.compile("(\\d{4})[/.-](\\d{2})[/.-](\\d{2})[ T](\\d{2}):(\\d{2}):(\\d{2})(?:[.,:](\\d{1,3}))?");

    private TimeStamps() {}

    /** Milliseconds; negative when it is neither a number nor a date. */
    static long parse(char[] buffer, int offset, int length) {
        long number = digits(buffer, offset, length);
        return number >= 0 ? number : date(new String(buffer, offset, length));
    }

    /** The same for a text. */
    static long parse(String text) {
        char[] chars = text.toCharArray();
        return parse(chars, 0, chars.length);
    }

    /** A whole number; negative when it is none. */
    static long digits(char[] buffer, int offset, int length) {
        if (length == 0 || length > MOST_DIGITS) {
            return -1;
        }
        long value = 0;
        for (int i = offset; i < offset + length; i++) {
            int digit = buffer[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static long date(String text) {
        Matcher date = DATE.matcher(text.strip());
        if (!date.matches()) {
            return -1;
        }
        try {
            String fraction = date.group(7) == null ? "0" : (date.group(7) + "00").substring(0, 3);
            return LocalDateTime.of(
                                    part(date, 1),
                                    part(date, 2),
                                    part(date, 3),
                                    part(date, 4),
                                    part(date, 5),
                                    part(date, 6))
                            .toInstant(ZoneOffset.UTC)
                            .toEpochMilli()
                    + Integer.parseInt(fraction);
        } catch (DateTimeException e) {
            return -1;
        }
    }

    private static int part(Matcher date, int group) {
        return Integer.parseInt(date.group(group));
    }
}
