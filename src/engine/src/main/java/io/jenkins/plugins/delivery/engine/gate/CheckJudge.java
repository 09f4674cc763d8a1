package io.jenkins.plugins.delivery.engine.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Compares an answer with what a check expects. Pure; reports the first difference, in the order of the check's parameters. */
final class CheckJudge {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int LONGEST_TEXT = 200;

    private CheckJudge() {}

    /** What differs: both sides as clauses that read "expected …, but …". */
    private record Difference(String expected, String actual) {}

    /** @param now for the age of certificates */
    static CheckOutcome judge(UrlCheck check, Probe.Answer answer, Instant now) {
        Optional<Difference> difference = Stream.<java.util.function.Supplier<Optional<Difference>>>of(
                        () -> status(check, answer),
                        () -> contains(check, answer),
                        () -> matches(check, answer),
                        () -> json(check, answer),
                        () -> headers(check, answer),
                        () -> within(check, answer),
                        () -> certificate(check, answer, now))
                .map(java.util.function.Supplier::get)
                .flatMap(Optional::stream)
                .findFirst();
        return difference
                .map(d -> new CheckOutcome(check.name(), GateVerdict.FAILED, d.expected(), d.actual(), answer.took()))
                .orElseGet(() -> new CheckOutcome(
                        check.name(),
                        GateVerdict.PASSED,
                        expectation(check),
                        "it answered " + answer.status(),
                        answer.took()));
    }

    /** Everything the check expects, in one clause. */
    static String expectation(UrlCheck check) {
        Stream<String> parts = Stream.of(
                        Stream.of("status " + check.status()),
                        Stream.ofNullable(check.contains()).map(text -> "'" + shorten(text) + "' in the body"),
                        Stream.ofNullable(check.matches()).map(regex -> "a body that matches '" + shorten(regex) + "'"),
                        check.json().entrySet().stream().map(e -> e.getKey() + " = " + e.getValue()),
                        check.headers().entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()),
                        Stream.ofNullable(check.within()).map(limit -> "within " + Durations.text(limit)),
                        Stream.ofNullable(check.certificate()).map(CheckJudge::valid))
                .flatMap(part -> part);
        return String.join(", ", parts.toList());
    }

    private static Optional<Difference> status(UrlCheck check, Probe.Answer answer) {
        if (answer.status() == check.status()) {
            return Optional.empty();
        }
        String target = answer.headers()
                .firstValue("Location")
                .map(location -> " (redirect to " + location + ")")
                .orElse("");
        String said = answer.body().isBlank() ? "" : ", saying '" + shorten(answer.body()) + "'";
        return Optional.of(
                new Difference("status " + check.status(), "it answered " + answer.status() + target + said));
    }

    private static Optional<Difference> contains(UrlCheck check, Probe.Answer answer) {
        if (check.contains() == null || answer.body().contains(check.contains())) {
            return Optional.empty();
        }
        return Optional.of(new Difference(
                "'" + shorten(check.contains()) + "' in the body",
                answer.body().isBlank() ? "the body is empty" : "the body is '" + shorten(answer.body()) + "'"));
    }

    private static Optional<Difference> matches(UrlCheck check, Probe.Answer answer) {
        if (check.matches() == null) {
            return Optional.empty();
        }
        String expected = "a body that matches '" + shorten(check.matches()) + "'";
        return switch (BodyPattern.look(check.matches(), answer.body())) {
            case FOUND -> Optional.empty();
            case NOT_FOUND ->
                Optional.of(new Difference(
                        expected,
                        answer.body().isBlank()
                                ? "the body is empty"
                                : "the body is '" + shorten(answer.body()) + "'"));
            case TOO_LONG ->
                Optional.of(new Difference(expected, "the expression is too costly for this body; make it simpler"));
        };
    }

    private static Optional<Difference> certificate(UrlCheck check, Probe.Answer answer, Instant now) {
        if (check.certificate() == null) {
            return Optional.empty();
        }
        if (answer.certificateEnds() == null) {
            return Optional.of(new Difference(valid(check.certificate()), "the address is not an https one"));
        }
        if (!answer.certificateEnds().isBefore(now.plus(check.certificate()))) {
            return Optional.empty();
        }
        return Optional.of(new Difference(
                valid(check.certificate()),
                "it ends on "
                        + answer.certificateEnds().atOffset(ZoneOffset.UTC).toLocalDate()));
    }

    private static String valid(Duration time) {
        return "a certificate that is valid for another "
                + (time.toHours() % 24 == 0 ? time.toDays() + "d" : Durations.text(time));
    }

    private static Optional<Difference> json(UrlCheck check, Probe.Answer answer) {
        if (check.json().isEmpty()) {
            return Optional.empty();
        }
        JsonNode root;
        try {
            root = JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            return Optional.of(new Difference("a JSON body", "the body is no JSON: '" + shorten(answer.body()) + "'"));
        }
        for (Map.Entry<String, Object> wanted : check.json().entrySet()) {
            JsonNode found = JsonPlace.find(root, wanted.getKey());
            if (!equal(wanted.getValue(), found)) {
                String actual = found.isMissingNode() ? "there is nothing" : "it is " + shorten(found.toString());
                return Optional.of(
                        new Difference(JSON.valueToTree(wanted.getValue()) + " at " + wanted.getKey(), actual));
            }
        }
        return Optional.empty();
    }

    /** Numbers by value, texts and booleans as they are written (a command line has only texts), the rest as trees. */
    private static boolean equal(Object wanted, JsonNode found) {
        JsonNode tree = JSON.valueToTree(wanted);
        if (tree.isNumber() && found.isNumber()) {
            return tree.decimalValue().compareTo(found.decimalValue()) == 0;
        }
        if (tree.isValueNode() && found.isValueNode() && !tree.isNull() && !found.isNull()) {
            return tree.asText().equals(found.asText());
        }
        return tree.equals(CheckJudge::compare, found);
    }

    /** Of the nodes inside a tree; zero when they are equal. */
    private static int compare(JsonNode a, JsonNode b) {
        boolean equal = a.isNumber() && b.isNumber() ? a.decimalValue().compareTo(b.decimalValue()) == 0 : a.equals(b);
        return equal ? 0 : 1;
    }

    private static Optional<Difference> headers(UrlCheck check, Probe.Answer answer) {
        for (Map.Entry<String, Object> wanted : check.headers().entrySet()) {
            String expected = String.valueOf(wanted.getValue());
            List<String> found = answer.headers().allValues(wanted.getKey());
            Predicate<String> matches = value -> value.equalsIgnoreCase(expected)
                    || value.split(";", 2)[0].strip().equalsIgnoreCase(expected);
            if (found.stream().noneMatch(matches)) {
                return Optional.of(new Difference(
                        "header " + wanted.getKey() + ": " + expected,
                        found.isEmpty() ? "the answer has no such header" : "it is " + String.join(", ", found)));
            }
        }
        return Optional.empty();
    }

    private static Optional<Difference> within(UrlCheck check, Probe.Answer answer) {
        if (check.within() == null || answer.took().compareTo(check.within()) <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Difference(
                "an answer within " + Durations.text(check.within()), "it took " + Durations.text(answer.took())));
    }

    private static String shorten(String text) {
        return ReportText.line(text, LONGEST_TEXT);
    }
}
