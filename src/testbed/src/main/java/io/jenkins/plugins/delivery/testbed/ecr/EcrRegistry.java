package io.jenkins.plugins.delivery.testbed.ecr;

import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.delivery.testbed.http.Json;
import io.jenkins.plugins.delivery.testbed.http.Listener;
import io.jenkins.plugins.delivery.testbed.oci.OciRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Both sides of Amazon ECR: the API, and in front of a real registry what makes it a registry of ECR. It wants a log-in of
 * GetAuthorizationToken that has not run out, knows only repositories that were created, keeps the tags of immutable ones, and lists
 * what refers to an image. Its refusals have the words that Docker shows for those of ECR.
 */
public final class EcrRegistry implements AutoCloseable {

    private static final Pattern PATH = Pattern.compile("/v2/(.+)/(manifests|blobs|tags|referrers)/(.*)");

    private final EcrLogins logins;
    private final EcrServer api;
    private final RegistryRelay relay;
    private final EcrReferrers referrers = new EcrReferrers();
    private final Listener listener = new Listener(this::serve);
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final OciRegistry behind;
    private volatile Consumer<String> before = request -> {};

    private EcrRegistry(OciRegistry behind, Clock clock) {
        this.behind = behind;
        this.logins = new EcrLogins(clock);
        this.relay = new RegistryRelay(URI.create("http://" + behind.address()), behind.user(), behind.password());
        listener.start();
        RegistryImages images =
                new RegistryImages(URI.create("http://" + behind.address()), behind.user(), behind.password(), clock);
        this.api = EcrServer.start(new LoggedInImages(images, address(), logins), clock);
    }

    /** Starts it before a registry, whose own user it knows; the clock decides when log-ins run out. */
    public static EcrRegistry start(OciRegistry behind, Clock clock) {
        return new EcrRegistry(behind, clock);
    }

    /** Host and port, as they stand in an image reference. */
    public String address() {
        return "127.0.0.1:" + listener.port();
    }

    /** The API. */
    public EcrServer api() {
        return api;
    }

    /** The log-ins that were given out. */
    public EcrLogins logins() {
        return logins;
    }

    /** What is told before a request is judged, as method and path: for faults in the middle of a push. */
    public void before(Consumer<String> request) {
        before = request;
    }

    /** The codes of all refusals so far. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    @Override
    public void close() {
        listener.stop();
        api.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        before.accept(exchange.getRequestMethod() + " " + path);
        if (refusal(exchange, path).isPresent()) {
            return;
        }
        Matcher matcher = PATH.matcher(path);
        String kind = matcher.matches() ? matcher.group(2) : "";
        if (kind.equals("referrers")) {
            send(exchange, 200, EcrReferrers.INDEX, referrers.list(matcher.group(1), matcher.group(3)));
        } else if (kind.equals("manifests") && exchange.getRequestMethod().equals("PUT")) {
            byte[] manifest = exchange.getRequestBody().readAllBytes();
            String digest = relay.pass(exchange, manifest);
            if (digest != null) {
                referrers.pushed(matcher.group(1), digest, manifest);
            }
        } else {
            relay.pass(exchange);
        }
    }

    /** The code of the refusal that was sent; empty when the request may pass. */
    private Optional<String> refusal(HttpExchange exchange, String path) throws IOException {
        EcrLogins.State state = logins.judge(exchange.getRequestHeaders().getFirst("Authorization"));
        if (state == EcrLogins.State.MISSING) {
            exchange.getResponseHeaders()
                    .set("WWW-Authenticate", "Basic realm=\"http://" + address() + "/\",service=\"ecr.amazonaws.com\"");
            return refuse(exchange, 401, "UNAUTHORIZED", "Not Authorized");
        }
        if (state == EcrLogins.State.EXPIRED) {
            return refuse(
                    exchange, 403, "DENIED", "Your authorization token has expired. Reauthenticate and try again.");
        }
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String repository = matcher.group(1);
        if (!api.has(repository)) {
            return refuse(
                    exchange,
                    404,
                    "NAME_UNKNOWN",
                    "The repository with name '" + repository + "' does not exist in the registry with id '"
                            + EcrServer.REGISTRY_ID + "'");
        }
        String tag = matcher.group(3);
        boolean tags = matcher.group(2).equals("manifests")
                && exchange.getRequestMethod().equals("PUT")
                && !tag.contains(":");
        if (tags && api.immutable(repository) && behind.tags(repository).contains(tag)) {
            return refuse(
                    exchange,
                    400,
                    "TAG_INVALID",
                    "The image tag '" + tag + "' already exists in the '" + repository
                            + "' repository and cannot be overwritten because the repository is immutable.");
        }
        return Optional.empty();
    }

    private Optional<String> refuse(HttpExchange exchange, int status, String code, String message) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] body = Json.write(Map.of("errors", List.of(Map.of("code", code, "message", message))))
                .getBytes(StandardCharsets.UTF_8);
        send(exchange, status, "application/json", body);
        refusals.add(code);
        return Optional.of(code);
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }
}
