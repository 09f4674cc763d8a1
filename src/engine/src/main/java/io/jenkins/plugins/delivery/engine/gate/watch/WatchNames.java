package io.jenkins.plugins.delivery.engine.gate.watch;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Template;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import io.jenkins.plugins.delivery.engine.http.JsonHttp;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What stands for the placeholders of queries and links; a part that is null is not known here. */
record WatchNames(String env, String service, String version, Duration interval) {

    /** Nothing in it can end a string, a regular expression's group or a matcher of PromQL. */
    private static final String HARMLESS = "[A-Za-z0-9._+/:@-]*";

    /** The expression with everything put in. Refused before, in {@link #queryProblem}, when that cannot be done. */
    String query(String template) {
        return Template.expand(template, queryValues());
    }

    /** Why a query cannot be completed; empty when it can. */
    Optional<String> queryProblem(String template) {
        try {
            query(template);
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
        for (String name : Template.names(template)) {
            String value = queryValues().get(name);
            if (!value.matches(HARMLESS)) {
                return Optional.of("the " + name + " '" + value
                        + "' does not go into a query: only letters, digits and . _ + / : @ - do");
            }
        }
        return Optional.empty();
    }

    /** The link to a dashboard that shows a span of time; every value is percent-encoded. */
    String link(String template, Instant from, Instant to) {
        Map<String, String> encoded = new LinkedHashMap<>();
        names().forEach((name, value) -> encoded.put(name, value == null ? "" : JsonHttp.encode(value)));
        encoded.put("from", String.valueOf(from.toEpochMilli()));
        encoded.put("to", String.valueOf(to.toEpochMilli()));
        return Template.expand(template, encoded);
    }

    /** Why a link cannot be completed; empty when it can. */
    Optional<String> linkProblem(String template) {
        try {
            HttpEndpoint.of("the dashboard", link(template, Instant.EPOCH, Instant.EPOCH), Optional.empty());
            return Optional.empty();
        } catch (InvalidInputException e) {
            return Optional.of(e.problems().get(0));
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private Map<String, String> queryValues() {
        Map<String, String> values = names();
        values.put("interval", Math.max(1, interval.toSeconds()) + "s");
        return values;
    }

    private Map<String, String> names() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("env", env);
        values.put("service", service);
        values.put("version", version);
        return values;
    }
}
