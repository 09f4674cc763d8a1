package io.jenkins.plugins.delivery.engine.history;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A time that is looked back on.
 *
 * @param from its first moment
 * @param until the first moment after it
 */
record Period(Instant from, Instant until) {

    /** @throws InvalidInputException when it ends before it begins */
    Period {
        if (!from.isBefore(until)) {
            throw new InvalidInputException(
                    "deliveryHistory", List.of("the period ends (" + until + ") before it begins (" + from + ")"));
        }
    }

    static Period of(DeliveryHistoryRequest request, Instant now) {
        return new Period(moment(request.since(), now), request.until() == null ? now : moment(request.until(), now));
    }

    static void check(String field, String text, List<String> problems) {
        if (text != null) {
            try {
                moment(text, Instant.EPOCH);
            } catch (IllegalArgumentException | DateTimeException e) {
                problems.add(
                        field + " '" + text
                                + "' is neither how long ago (30d), nor a day (2026-10-01), nor a moment (2026-10-01T08:00:00Z)");
            }
        }
    }

    /** Days begin at midnight UTC, as the lines show their times. */
    private static Instant moment(String text, Instant now) {
        if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        return text.matches("\\d{4}-.*") ? OffsetDateTime.parse(text).toInstant() : now.minus(Durations.parse(text));
    }

    Duration length() {
        return Duration.between(from, until);
    }
}
