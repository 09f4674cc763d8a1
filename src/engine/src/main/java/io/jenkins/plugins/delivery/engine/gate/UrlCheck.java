package io.jenkins.plugins.delivery.engine.gate;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One request to the environment and what its answer must be. Written in a Jenkinsfile as one map of {@code checks}; its defaults are
 * under {@code e2eGate.check} in {@code defaults.yaml}.
 */
public record UrlCheck(
        @Parameter(
                help = "Path below the environment's URL, with a leading slash and an encoded query.",
                required = true)
        String path,

        @Parameter(help = "HTTP method: GET, HEAD, OPTIONS, POST, PUT, PATCH or DELETE.")
        CheckMethod method,

        @Parameter(help = "The expected HTTP status. Redirects are not followed, so that they can be checked as well.")
        int status,

        @Parameter(help = "Text that the body must contain.")
        String contains,

        @Parameter(help = "Regular expression that must match somewhere in the body.")
        String matches,

        @Parameter(
                help =
                        "Places in the body and the values it must have there: JSON pointers (RFC 6901) such as '/items/0/id', or paths to one place (RFC 9535) such as '$.items[0].id', or 'items[0].id' for short.")
        Map<String, Object> json,

        @Parameter(
                help = "Response headers and the values they must have; parameters after a semicolon may be left out.")
        Map<String, Object> headers,

        @Parameter(help = "Request headers to send. Never an Authorization or Cookie: use credentialsId.")
        Map<String, Object> send,

        @Parameter(
                help =
                        "Text to send as the body of the request; 'send' says what it is, otherwise application/json. Never a secret.")
        String body,

        @Parameter(help = "Credentials for the request: a bearer token, or user name and password.")
        String credentialsId,

        @Parameter(help = "Latency budget from sending the request to the last byte of the answer.")
        Duration within,

        @Parameter(help = "How long the certificate of an https address must still be valid, for example 14d.")
        Duration certificate)
        implements OperationRequest {

    /** Name of this map among the defaults. */
    static final String DEFAULTS = "e2eGate.check";

    private static final Set<CheckMethod> BODILESS = EnumSet.of(CheckMethod.GET, CheckMethod.HEAD, CheckMethod.OPTIONS);

    private static final Set<String> SECRET_HEADERS = Set.of("authorization", "cookie", "proxy-authorization");

    /** @throws InvalidInputException with every problem */
    public UrlCheck {
        List<String> problems = new ArrayList<>();
        if (path == null || !path.matches("/[\\x21-\\x7e]*")) {
            problems.add("path: '" + path + "' is not a path; write it with a leading slash and percent-encoded");
        }
        if (status < 100 || status > 599) {
            problems.add("status: " + status + " is not an HTTP status");
        }
        json.keySet()
                .forEach(place -> JsonPlace.problemOf(place).ifPresent(problem -> problems.add("json: " + problem)));
        if (matches != null) {
            BodyPattern.problemOf(matches).ifPresent(problem -> problems.add("matches: " + problem));
        }
        if (certificate != null && certificate.isNegative()) {
            problems.add("certificate: the time must not be negative");
        }
        send.keySet().stream()
                .filter(name -> SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT)))
                .forEach(name -> problems.add(
                        "send: " + name + " would stand in the log and in the saved state; use credentialsId instead"));
        if (body != null && BODILESS.contains(method)) {
            problems.add("body: a " + method + " has none");
        }
        if (within != null && (within.isZero() || within.isNegative())) {
            problems.add("within: the latency budget must be longer than nothing");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The check", problems);
        }
    }

    /**
     * Binds one map of {@code checks}.
     *
     * @param where its place, put before each problem, for example {@code checks[1]}
     * @param problems receives what is wrong
     * @return the check; null when there were problems
     */
    public static UrlCheck bind(String where, Object map, List<String> problems) {
        if (!(map instanceof Map<?, ?> given)) {
            problems.add(where + ": expected a map such as [path: '/health'], not '" + map + "'");
            return null;
        }
        Map<String, Object> arguments = new java.util.LinkedHashMap<>();
        given.forEach((key, value) -> arguments.put(String.valueOf(key), value));
        try {
            return RequestBinder.bind(DEFAULTS, UrlCheck.class, arguments);
        } catch (InvalidInputException e) {
            e.problems().forEach(problem -> problems.add(where + "." + problem));
            return null;
        }
    }

    /** For people: {@code GET /health}. */
    public String name() {
        return method + " " + path;
    }
}
