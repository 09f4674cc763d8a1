package io.jenkins.plugins.delivery.engine.calendar;

import io.jenkins.plugins.delivery.engine.NearestName;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads windows as people write them: {@code Fri 16:00 - Mon 08:00}, {@code Sat-Sun}, {@code Mon-Fri 18:00-08:00}, {@code 22:00-06:00},
 * {@code 12-24..01-02} (both days included), {@code 12-31 12:00..01-01 18:00}, {@code 2026-12-24..2027-01-02}.
 */
final class WindowText {

    private static final String TIME = "(\\d{1,2}:\\d{2})";
    private static final String DATE = "((?:\\d{4}-)?\\d{1,2}-\\d{1,2})(?:[ T]" + TIME + ")?";
    private static final String NAMES = "([A-Za-z]+)";

    private static final Pattern DATES = Pattern.compile(DATE + "(?: ?\\.\\. ?" + DATE + ")?");
    private static final Pattern WEEKLY = Pattern.compile(NAMES + " " + TIME + " ?- ?" + NAMES + " " + TIME);
    private static final Pattern HOURS =
            Pattern.compile("(?:([A-Za-z]+(?: ?[-,] ?[A-Za-z]+)*) )?" + TIME + " ?- ?" + TIME);
    private static final Pattern DAYS = Pattern.compile("[A-Za-z]+(?: ?[-,] ?[A-Za-z]+)*");

    private static final List<String> SHORT = Arrays.stream(DayOfWeek.values())
            .map(day -> day.name().substring(0, 3))
            .toList();

    private WindowText() {}

    /** @throws IllegalArgumentException with a clause that says what is wrong */
    static FreezeWindow parse(String text) {
        String window = text.strip().replaceAll("\\s+", " ").replaceAll("[\u2010-\u2015]", "-");
        Matcher matcher = DATES.matcher(window);
        if (matcher.matches()) {
            return dates(matcher);
        }
        matcher = WEEKLY.matcher(window);
        if (matcher.matches()) {
            return weekly(matcher);
        }
        matcher = HOURS.matcher(window);
        if (matcher.matches()) {
            return hours(matcher);
        }
        if (DAYS.matcher(window).matches()) {
            return new FreezeWindow.Hours(days(window), 0, FreezeWindow.DAY);
        }
        throw new IllegalArgumentException(
                "is no window; write for example 'Fri 16:00 - Mon 08:00', 'Sat-Sun', 'Mon-Fri 18:00-08:00', '12-24..01-02' or"
                        + " '2026-12-24 18:00 .. 2027-01-02 08:00'");
    }

    private static FreezeWindow dates(Matcher matcher) {
        String from = matcher.group(1);
        String to = matcher.group(3) == null ? from : matcher.group(3);
        boolean year = from.length() > 5;
        if (year != to.length() > 5) {
            throw new IllegalArgumentException(
                    "has a year on one side only; write it on both, or on none for every year");
        }
        int fromMinute = matcher.group(2) == null ? 0 : begin(matcher.group(2));
        int toMinute = matcher.group(4) == null ? FreezeWindow.DAY : minute(matcher.group(4));
        if (year) {
            LocalDateTime first = FreezeWindow.at(date(from), fromMinute);
            LocalDateTime last = FreezeWindow.at(date(to), toMinute);
            if (!first.isBefore(last)) {
                throw new IllegalArgumentException("ends before it begins");
            }
            return new FreezeWindow.Once(first, last);
        }
        MonthDay first = monthDay(from);
        MonthDay last = monthDay(to);
        if (first.equals(last) && toMinute <= fromMinute) {
            throw new IllegalArgumentException("ends before it begins");
        }
        return new FreezeWindow.Yearly(first, fromMinute, last, toMinute);
    }

    private static FreezeWindow weekly(Matcher matcher) {
        DayOfWeek from = day(matcher.group(1));
        DayOfWeek to = day(matcher.group(3));
        int fromMinute = begin(matcher.group(2));
        int toMinute = minute(matcher.group(4));
        if (from == to && fromMinute == toMinute) {
            throw new IllegalArgumentException("ends when it begins");
        }
        return new FreezeWindow.Weekly(from, fromMinute, to, toMinute);
    }

    private static FreezeWindow hours(Matcher matcher) {
        int from = begin(matcher.group(2));
        int to = minute(matcher.group(3));
        if (from == to) {
            throw new IllegalArgumentException("ends when it begins; leave the hours out for whole days");
        }
        Set<DayOfWeek> days = matcher.group(1) == null ? EnumSet.allOf(DayOfWeek.class) : days(matcher.group(1));
        return new FreezeWindow.Hours(days, from, to);
    }

    private static Set<DayOfWeek> days(String text) {
        if (text.equalsIgnoreCase("daily")) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.split(" ?, ?")) {
            String[] ends = part.split(" ?- ?");
            if (ends.length > 2) {
                throw new IllegalArgumentException("names more than two ends in '" + part + "'");
            }
            DayOfWeek day = day(ends[0]);
            DayOfWeek last = day(ends[ends.length - 1]);
            for (days.add(day); day != last; days.add(day)) {
                day = day.plus(1);
            }
        }
        return days;
    }

    private static DayOfWeek day(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> wanted.length() >= 3 && day.name().startsWith(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("names no weekday with '" + name + "'"
                        + NearestName.of(name, SHORT)
                                .map(near -> "; did you mean " + near.charAt(0)
                                        + near.substring(1).toLowerCase(Locale.ROOT) + "?")
                                .orElse("")));
    }

    private static int begin(String time) {
        int minute = minute(time);
        if (minute == FreezeWindow.DAY) {
            throw new IllegalArgumentException("begins at 24:00; write 00:00 of the next day");
        }
        return minute;
    }

    private static int minute(String time) {
        String[] parts = time.split(":");
        int hours = Integer.parseInt(parts[0]);
        int minute = hours * 60 + Integer.parseInt(parts[1]);
        if (minute > FreezeWindow.DAY || Integer.parseInt(parts[1]) > 59) {
            throw new IllegalArgumentException("has no time of day in '" + time + "'");
        }
        return minute;
    }

    private static LocalDate date(String text) {
        String[] parts = text.split("-");
        try {
            return LocalDate.of(number(parts[0]), number(parts[1]), number(parts[2]));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("names a day that there is not: " + text);
        }
    }

    private static MonthDay monthDay(String text) {
        String[] parts = text.split("-");
        try {
            return MonthDay.of(number(parts[0]), number(parts[1]));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("names a day that there is not: " + text + " (month, then day)");
        }
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }
}
