package io.jenkins.plugins.delivery.testbed.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The paths of one stand-in. A path template names variables in braces, one path segment each: {@code /api/apps/{name}/sync}. */
public final class Routes {

    private final List<Route> routes = new ArrayList<>();

    /** Answers one request. */
    @FunctionalInterface
    public interface Handler {
        /** Answers; a {@link Refusal} ends the request with its own answer. */
        Answer handle(Call call);
    }

    /**
     * A request that found its route.
     *
     * @param request the request
     * @param variables decoded values of the template's variables
     */
    public record Call(RecordedRequest request, Map<String, String> variables) {

        /** The decoded value of a variable of the template. */
        public String variable(String name) {
            return variables.get(name);
        }
    }

    private record Route(String method, String[] template, Handler handler) {}

    /** Routes a method and a path template to a handler; of several matching templates the one added first wins. */
    public Routes on(String method, String template, Handler handler) {
        routes.add(new Route(method, template.split("/", -1), handler));
        return this;
    }

    /** Routes GET. */
    public Routes get(String template, Handler handler) {
        return on("GET", template, handler);
    }

    /** Routes POST. */
    public Routes post(String template, Handler handler) {
        return on("POST", template, handler);
    }

    /** Routes DELETE. */
    public Routes delete(String template, Handler handler) {
        return on("DELETE", template, handler);
    }

    /** Answers the request, or nothing when no route takes its method and path. */
    public Optional<Answer> answer(RecordedRequest request) {
        String[] segments = request.path().split("/", -1);
        for (Route route : routes) {
            Optional<Map<String, String>> variables = match(route.template(), segments);
            if (route.method().equals(request.method()) && variables.isPresent()) {
                return Optional.of(route.handler().handle(new Call(request, variables.get())));
            }
        }
        return Optional.empty();
    }

    private static Optional<Map<String, String>> match(String[] template, String[] segments) {
        if (template.length != segments.length) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < template.length; i++) {
            String expected = template[i];
            if (expected.startsWith("{") && expected.endsWith("}")) {
                // A plus sign in a path is a plus sign; only form fields use it for a space.
                String raw = segments[i].replace("+", "%2B");
                variables.put(
                        expected.substring(1, expected.length() - 1), URLDecoder.decode(raw, StandardCharsets.UTF_8));
            } else if (!expected.equals(segments[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
