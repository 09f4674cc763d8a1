package io.jenkins.plugins.delivery.engine.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Year;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A rule that gives spans of local time, again and again or once. */
sealed interface FreezeWindow {

    /** Minutes of a day: {@code 24:00} is one more than the last. */
    int DAY = 24 * 60;

    /** From a moment of the wall clock to another, the second not included. */
    record Span(LocalDateTime from, LocalDateTime to) {

        boolean isEmpty() {
            return !from.isBefore(to);
        }
    }

    /** Every span of this window that touches the day; it may give others near it. */
    Stream<Span> near(LocalDate day);

    /** From a time of one weekday to a time of another; minutes since midnight. */
    record Weekly(DayOfWeek from, int fromMinute, DayOfWeek to, int toMinute) implements FreezeWindow {

        @Override
        public Stream<Span> near(LocalDate day) {
            int days = Math.floorMod(to.getValue() - from.getValue(), 7);
            int length = days == 0 && toMinute <= fromMinute ? 7 : days;
            LocalDate last = day.with(TemporalAdjusters.previousOrSame(from));
            return Stream.of(last.minusWeeks(1), last, last.plusWeeks(1))
                    .map(first -> new Span(at(first, fromMinute), at(first.plusDays(length), toMinute)));
        }
    }

    /** The same hours on some weekdays; they reach into the next day when they end before they begin. Minutes since midnight. */
    record Hours(Set<DayOfWeek> days, int fromMinute, int toMinute) implements FreezeWindow {

        @Override
        public Stream<Span> near(LocalDate day) {
            int length = toMinute <= fromMinute ? 1 : 0;
            return LongStream.rangeClosed(-1, 1)
                    .mapToObj(day::plusDays)
                    .filter(date -> days.contains(date.getDayOfWeek()))
                    .map(date -> new Span(at(date, fromMinute), at(date.plusDays(length), toMinute)));
        }
    }

    /** The same days of every year; the 29th of February counts in years that have it. Minutes since midnight. */
    record Yearly(MonthDay from, int fromMinute, MonthDay to, int toMinute) implements FreezeWindow {

        @Override
        public Stream<Span> near(LocalDate day) {
            boolean overNewYear = to.isBefore(from);
            return IntStream.rangeClosed(day.getYear() - 1, day.getYear() + 1)
                    .mapToObj(year ->
                            new Span(at(first(year), fromMinute), at(last(overNewYear ? year + 1 : year), toMinute)))
                    .filter(span -> !span.isEmpty());
        }

        private LocalDate first(int year) {
            return from.isValidYear(year)
                    ? from.atYear(year)
                    : Year.of(year).atMonth(3).atDay(1);
        }

        private LocalDate last(int year) {
            return to.atYear(year);
        }
    }

    /** Once. */
    record Once(LocalDateTime from, LocalDateTime to) implements FreezeWindow {

        @Override
        public Stream<Span> near(LocalDate day) {
            return Stream.of(new Span(from, to));
        }
    }

    /** A minute of a day; {@link #DAY} is midnight at its end. */
    static LocalDateTime at(LocalDate date, int minute) {
        return minute == DAY ? date.plusDays(1).atStartOfDay() : date.atTime(LocalTime.ofSecondOfDay(minute * 60L));
    }
}
