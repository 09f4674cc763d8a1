package io.jenkins.plugins.delivery.testbed.slack;

import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.Json;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.http.Routes;
import io.jenkins.plugins.delivery.testbed.http.StandInServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Slack's Web API on a local port. What was posted stands in {@link #messages} the way a person would find it: edited in place,
 * replies under their message.
 *
 * <p>A black hole is {@link #hang()}, a refused connection {@link #stop()}.
 */
public final class SlackServer extends StandInServer {

    private final Workspace workspace;
    private final SlackMethods methods;

    private SlackServer(Clock clock) {
        workspace = new Workspace(clock);
        methods = new SlackMethods(workspace);
    }

    /** Starts a workspace that wants this bot token and has these channels, named with or without "#". */
    public static SlackServer start(String token, String... channels) {
        SlackServer server = new SlackServer(Clock.systemUTC());
        for (String channel : channels) {
            server.workspace.open(channel);
        }
        server.requireBearer(token);
        server.open();
        return server;
    }

    /** Where the methods are: the base that a method's name is appended to, with a trailing slash. */
    public URI api() {
        return url().resolve("/api/");
    }

    /** Adds a person; returns their id. */
    public String addUser(String email, String name) {
        return workspace.join(email, name).id();
    }

    /** All channels with their messages as they stand now. */
    public List<SlackChannel> channels() {
        return workspace.channels();
    }

    /**
     * A channel by its id or its name.
     *
     * @throws IllegalArgumentException when there is no such channel
     */
    public SlackChannel channel(String idOrName) {
        return workspace
                .byIdOrName(idOrName)
                .orElseThrow(() -> new IllegalArgumentException("The workspace has no channel " + idOrName + "."));
    }

    /** Messages and replies of a channel, in the order in which they were posted. */
    public List<SlackPost> messages(String idOrName) {
        return channel(idOrName).posts();
    }

    /** Refuses the next requests with HTTP 429, to be tried again after this time. */
    public void rateLimitNext(int count, Duration retryAfter) {
        failNext(
                count,
                429,
                Json.write(Map.of("ok", false, "error", "ratelimited")),
                Map.of("Retry-After", Long.toString(retryAfter.toSeconds())));
    }

    /** Answers the next requests with HTTP 200 and {@code ok: false}. */
    public void refuseNext(int count, String error) {
        failNext(count, 200, Json.write(Map.of("ok", false, "error", error)), Map.of());
    }

    /** Answers the next requests with HTTP 200 and the plain text "ok", as an incoming webhook does. */
    public void plainOkNext(int count) {
        failNext(count, 200, "ok", Map.of("Content-Type", "text/plain"));
    }

    /** Answers the next requests with an HTML page, as a proxy in between does. */
    public void htmlNext(int count, int status) {
        failNext(
                count,
                status,
                "<!DOCTYPE html><html><title>Sign in</title><body>Sign in to continue</body></html>",
                Map.of("Content-Type", "text/html"));
    }

    @Override
    protected Routes routes() {
        return new Routes().post("/api/{method}", this::answer).get("/api/{method}", this::answer);
    }

    /** A wrong token is told with HTTP 200. */
    @Override
    protected Answer unauthorized(RecordedRequest request) {
        boolean none = request.header("Authorization").isEmpty();
        return Answer.json(200, Map.of("ok", false, "error", none ? "not_authed" : "invalid_auth"));
    }

    @Override
    protected Answer error(int status, String message) {
        return Answer.json(status, Map.of("ok", false, "error", status < 500 ? "fatal_error" : "internal_error"));
    }

    private Answer answer(Routes.Call call) {
        String method = call.variable("method");
        return Answer.json(200, methods.call(method, SlackArguments.of(method, call.request())));
    }
}
