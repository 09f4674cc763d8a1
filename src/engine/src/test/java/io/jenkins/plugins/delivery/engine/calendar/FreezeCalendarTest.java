package io.jenkins.plugins.delivery.engine.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreezeCalendarTest {

    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

    private static FreezeCalendar calendar(String zone, Object... windows) {
        List<String> problems = new ArrayList<>();
        FreezeCalendar calendar = FreezeCalendar.of(List.of(windows), zone, problems);
        assertThat(problems).isEmpty();
        return calendar;
    }

    private static Instant moment(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    @ParameterizedTest(name = "{0} ({1}) at {2}: {3} to {4}")
    @CsvSource({
        // A weekend, from inside, at its first moment, just before it and at its end.
        "Fri 16:00 - Mon 08:00, Europe/Berlin, 2026-11-21T12:00:00+01:00, 2026-11-20T16:00:00+01:00, 2026-11-23T08:00:00+01:00",
        "Fri 16:00 - Mon 08:00, Europe/Berlin, 2026-11-20T16:00:00+01:00, 2026-11-20T16:00:00+01:00, 2026-11-23T08:00:00+01:00",
        "Fri 16:00 - Mon 08:00, Europe/Berlin, 2026-11-20T15:59:59+01:00, ,",
        "Fri 16:00 - Mon 08:00, Europe/Berlin, 2026-11-23T08:00:00+01:00, ,",
        // The same moment on two clocks.
        "Fri 16:00 - Mon 08:00, America/New_York, 2026-11-20T16:00:00+01:00, ,",
        "friday 16:00–Monday 8:00, UTC, 2026-11-22T00:00:00Z, 2026-11-20T16:00:00Z, 2026-11-23T08:00:00Z",
        // Into the same weekday a week later.
        "Mon 10:00 - Mon 09:00, UTC, 2026-11-23T09:30:00Z, ,",
        "Mon 10:00 - Mon 09:00, UTC, 2026-11-23T10:00:00Z, 2026-11-23T10:00:00Z, 2026-11-30T09:00:00Z",
        "Mon 09:00 - Mon 10:00, UTC, 2026-11-24T09:30:00Z, ,",
        // Whole days that touch are one freeze.
        "Sat-Sun, UTC, 2026-11-21T12:00:00Z, 2026-11-21T00:00:00Z, 2026-11-23T00:00:00Z",
        "'Wed, Fri-Sat', UTC, 2026-11-25T12:00:00Z, 2026-11-25T00:00:00Z, 2026-11-26T00:00:00Z",
        // Hours, over midnight, and after the last day of the range.
        "Mon-Fri 18:00-08:00, UTC, 2026-11-21T07:00:00Z, 2026-11-20T18:00:00Z, 2026-11-21T08:00:00Z",
        "Mon-Fri 18:00-08:00, UTC, 2026-11-21T18:30:00Z, ,",
        "22:00-06:00, UTC, 2026-11-21T23:00:00Z, 2026-11-21T22:00:00Z, 2026-11-22T06:00:00Z",
        "Fri 16:00-24:00, UTC, 2026-11-20T23:59:00Z, 2026-11-20T16:00:00Z, 2026-11-21T00:00:00Z",
        // Every year, over New Year from both sides, with both days included.
        "12-24..01-02, UTC, 2026-12-24T00:00:00Z, 2026-12-24T00:00:00Z, 2027-01-03T00:00:00Z",
        "12-24..01-02, UTC, 2027-01-02T23:59:59Z, 2026-12-24T00:00:00Z, 2027-01-03T00:00:00Z",
        "12-24..01-02, UTC, 2026-12-23T23:59:59Z, ,",
        "12-31 12:00 .. 01-01 18:00, UTC, 2027-01-01T18:00:00Z, ,",
        "12-31, UTC, 2026-12-31T12:00:00Z, 2026-12-31T00:00:00Z, 2027-01-01T00:00:00Z",
        // The 29th of February.
        "02-29, UTC, 2028-02-29T12:00:00Z, 2028-02-29T00:00:00Z, 2028-03-01T00:00:00Z",
        "02-29, UTC, 2027-02-28T12:00:00Z, ,",
        "02-29, UTC, 2027-03-01T12:00:00Z, ,",
        "02-27..02-29, UTC, 2027-02-28T12:00:00Z, 2027-02-27T00:00:00Z, 2027-03-01T00:00:00Z",
        "02-29..03-03, UTC, 2027-03-02T00:00:00Z, 2027-03-01T00:00:00Z, 2027-03-04T00:00:00Z",
        // Once.
        "2026-12-24..2027-01-02, Asia/Tokyo, 2026-12-23T15:00:00Z, 2026-12-23T15:00:00Z, 2027-01-02T15:00:00Z",
        "2026-12-24T18:00 .. 2026-12-24 20:00, UTC, 2026-12-24T19:00:00Z, 2026-12-24T18:00:00Z, 2026-12-24T20:00:00Z",
        "2026-12-24, UTC, 2027-12-24T12:00:00Z, ,",
        // Clocks put forward at 2:00: half past two is the moment of the change.
        "Sun 02:30 - Sun 05:00, Europe/Berlin, 2026-03-29T00:59:59Z, ,",
        "Sun 02:30 - Sun 05:00, Europe/Berlin, 2026-03-29T01:00:00Z, 2026-03-29T01:00:00Z, 2026-03-29T03:00:00Z",
        "Sat 22:00 - Sun 02:30, Europe/Berlin, 2026-03-29T00:30:00Z, 2026-03-28T21:00:00Z, 2026-03-29T01:00:00Z",
        // Clocks put back at 3:00: begins in the first half past two, ends in the second.
        "Sun 02:30 - Sun 05:00, Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-25T00:30:00Z, 2026-10-25T04:00:00Z",
        "Sat 22:00 - Sun 02:30, Europe/Berlin, 2026-10-25T00:45:00Z, 2026-10-24T20:00:00Z, 2026-10-25T01:30:00Z",
        "Sat 22:00 - Sun 02:30, Europe/Berlin, 2026-10-25T01:30:00Z, ,"
    })
    void windowsAreThoseOfTheWallClock(String window, String zone, String now, String since, String until) {
        FreezeCalendar calendar = calendar(zone, window);
        if (until == null) {
            assertThat(calendar.at(moment(now))).isEmpty();
        } else {
            assertThat(calendar.at(moment(now))).hasValueSatisfying(freeze -> {
                assertThat(freeze.since()).isEqualTo(moment(since));
                assertThat(freeze.until()).isEqualTo(moment(until));
            });
        }
    }

    @Test
    void windowsThatOverlapAreOneFreezeAndEachHasItsZoneAndReason() {
        FreezeCalendar calendar = calendar(
                "UTC",
                "Fri 16:00 - Mon 08:00",
                Map.of(
                        "window",
                        "2026-11-23 09:00 .. 2026-11-23 12:00",
                        "zone",
                        "Europe/Berlin",
                        "reason",
                        "fair in town"),
                "Mon 11:00-13:00");
        Freeze freeze = calendar.at(moment("2026-11-21T12:00:00Z")).orElseThrow();
        assertThat(freeze.since()).isEqualTo("2026-11-20T16:00:00Z");
        assertThat(freeze.until()).isEqualTo("2026-11-23T13:00:00Z");
        assertThat(freeze).hasToString("the freeze 'Fri 16:00 - Mon 08:00' since Fri 2026-11-20 16:00 UTC");
        assertThat(calendar.at(moment("2026-11-23T08:30:00Z")).orElseThrow())
                .hasToString(
                        "the freeze '2026-11-23 09:00 .. 2026-11-23 12:00' (fair in town) since Fri 2026-11-20 17:00 CET");
    }

    @Test
    void aFreezeWithoutEndIsNoFreeze() {
        assertThat(calendar("UTC", "Mon-Fri", "Fri 12:00 - Mon 12:00").at(moment("2026-11-21T12:00:00Z")))
                .hasValueSatisfying(freeze -> assertThat(freeze.until()).isNull());
        assertThat(calendar("UTC").at(moment("2026-11-21T12:00:00Z"))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Fri evening | is no window; write for example",
                "Fir 16:00 - Mon 08:00 | names no weekday with 'Fir'; did you mean Fri?",
                "weekend | names no weekday with 'weekend'",
                "Fr 16:00 - Mo 08:00 | names no weekday with 'Fr'",
                "Fri 25:00 - Mon 08:00 | has no time of day in '25:00'",
                "Fri 16:61 - Mon 08:00 | has no time of day in '16:61'",
                "Fri 16:00 - Fri 16:00 | ends when it begins",
                "Fri 24:00 - Mon 08:00 | begins at 24:00; write 00:00 of the next day",
                "08:00-08:00 | ends when it begins; leave the hours out",
                "Mon-Wed-Fri | names more than two ends",
                "02-30 | names a day that there is not: 02-30",
                "24-12..02-01 | names a day that there is not: 24-12 (month, then day)",
                "2026-02-29 | names a day that there is not: 2026-02-29",
                "2027-01-02..2026-12-24 | ends before it begins",
                "12-24 18:00..12-24 16:00 | ends before it begins",
                "2026-12-24..01-02 | has a year on one side only"
            })
    void nonsenseIsRefusedWithASentence(String window, String why) {
        List<String> problems = new ArrayList<>();
        FreezeCalendar.of(List.of("Sat", window), "UTC", problems);
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("freeze[1]: '" + window + "' ")
                .contains(why);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        List<String> problems = new ArrayList<>();
        FreezeCalendar.of(
                List.of(Map.of("raeson", "x"), 7, Map.of("window", "Sat", "zone", "CEST"), "Sat"),
                "Europe/Berln",
                problems);
        assertThat(problems)
                .containsExactly(
                        "zone: 'Europe/Berln' is no time zone; did you mean 'Europe/Berlin'?",
                        "freeze[0].raeson is not known; did you mean 'reason'?",
                        "freeze[0] needs a window, for example 'Fri 16:00 - Mon 08:00'",
                        "freeze[1] needs a window, for example 'Fri 16:00 - Mon 08:00'",
                        problems.get(4));
        assertThat(problems.get(4)).startsWith("freeze[2].zone: 'CEST' is no time zone");
    }

    /** Every weekly window against minutes of a week that are counted one by one. */
    @Property(tries = 200)
    void aWeekIsARing(
            @ForAll("weekly") @Size(min = 1, max = 3) List<int[]> windows,
            @ForAll @IntRange(max = 7 * 24 * 60 - 1) int minute) {
        int week = 7 * 24 * 60;
        boolean[] shut = new boolean[week];
        List<String> texts = new ArrayList<>();
        for (int[] window : windows) {
            texts.add(text(window[0]) + " - " + text(window[1]));
            for (int i = window[0]; i != window[1]; i = (i + 1) % week) {
                shut[i] = true;
            }
        }
        FreezeCalendar calendar = calendar("UTC", texts.toArray());
        Instant now = moment("2026-11-16T00:00:00Z").plus(Duration.ofMinutes(minute));
        if (!shut[minute]) {
            assertThat(calendar.at(now)).isEmpty();
            return;
        }
        int end = minute;
        int begin = minute;
        for (int i = 0; i < week && shut[end % week]; i++) {
            end++;
        }
        for (int i = 0; i < week && shut[Math.floorMod(begin - 1, week)]; i++) {
            begin--;
        }
        Freeze freeze = calendar.at(now).orElseThrow();
        if (end - minute >= week) {
            assertThat(freeze.until()).isNull();
        } else {
            assertThat(freeze.until()).isEqualTo(now.plus(Duration.ofMinutes(end - minute)));
            assertThat(freeze.since()).isEqualTo(now.minus(Duration.ofMinutes(minute - begin)));
        }
    }

    @Provide
    Arbitrary<List<int[]>> weekly() {
        Arbitrary<Integer> minute = Arbitraries.integers().between(0, 7 * 24 * 60 - 1);
        return Combinators.combine(minute, minute)
                .as((from, to) -> new int[] {from, to})
                .filter(window -> window[0] != window[1])
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }

    private static String text(int minute) {
        return "%s %02d:%02d".formatted(DAYS.get(minute / 1440), minute % 1440 / 60, minute % 60);
    }
}
