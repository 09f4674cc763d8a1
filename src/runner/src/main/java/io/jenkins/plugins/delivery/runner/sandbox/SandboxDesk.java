package io.jenkins.plugins.delivery.runner.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.runner.model.SlackMessage;
import io.jenkins.plugins.delivery.testbed.git.GitServerException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A page on the loopback address from which a person, or a test with {@code POST}, does what happens around a pipeline: push a commit, cut
 * and finish a release, let an environment fail. The address has a secret part, so that no other page of the browser can press its buttons.
 */
public final class SandboxDesk implements AutoCloseable {

    private final Sandbox sandbox;
    private final Supplier<List<SlackMessage>> messages;
    private final DeskPage page;
    private final String secretPath;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "sandbox desk");
        thread.setDaemon(true);
        return thread;
    });

    private SandboxDesk(Sandbox sandbox, HttpServer server) {
        this.sandbox = sandbox;
        this.messages = sandbox.messages();
        this.page = new DeskPage(sandbox.title());
        this.secretPath = "/" + sandbox.facts().password("desk") + "/";
        this.server = server;
    }

    /** Opens the desk of a sandbox on a free port. */
    public static SandboxDesk open(Sandbox sandbox) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            SandboxDesk desk = new SandboxDesk(sandbox, server);
            server.setExecutor(desk.threads);
            server.createContext(desk.secretPath, desk::handle);
            server.start();
            return desk;
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox's desk finds no free port on the loopback address", e);
        }
    }

    /** Where the page is; whoever knows it may press the buttons. */
    public URI url() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://127.0.0.1:" + address.getPort() + secretPath);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            respond(exchange);
        }
    }

    private void respond(HttpExchange exchange) throws IOException {
        String action = exchange.getRequestURI().getPath().substring(secretPath.length());
        try {
            if (exchange.getRequestMethod().equals("POST")) {
                act(exchange, action);
            } else if (action.isEmpty()) {
                answer(exchange, 200, "text/html", page.render(state(), messages.get()));
            } else {
                answer(exchange, 404, "text/plain", "There is only the page itself, and POST for its buttons.\n");
            }
        } catch (RuntimeException e) {
            // The server would close the connection without a word.
            answer(exchange, 500, "text/plain", "The desk failed unexpectedly: " + e + "\n");
        }
    }

    private void act(HttpExchange exchange, String action) throws IOException {
        try {
            String done = done(action) + "\n";
            boolean browser = String.valueOf(exchange.getRequestHeaders().getFirst("Accept"))
                    .contains("text/html");
            if (browser) {
                exchange.getResponseHeaders().set("Location", secretPath);
            }
            answer(exchange, browser ? 303 : 200, "text/plain", done);
        } catch (DeliveryException | GitServerException e) {
            answer(exchange, 409, "text/plain", e.getMessage() + "\n");
        }
    }

    private String done(String action) {
        String[] parts = action.split("/", 2);
        String environment = parts.length < 2 ? "" : parts[1];
        return switch (parts[0]) {
            case "commit" -> "Pushed a feature to " + sandbox.team().commit() + ".";
            case "release" -> "Cut " + sandbox.team().cutRelease() + ".";
            case "finish" -> "Merged the release to " + sandbox.team().finishRelease() + ".";
            case "refuse" -> {
                sandbox.cluster().refuseNewVersions(environment);
                yield "No new version starts in " + environment + ".";
            }
            case "hold" -> {
                sandbox.cluster().holdRollout(environment);
                yield "The next rollout in " + environment + " does not end.";
            }
            case "heal" -> {
                sandbox.cluster().heal(environment);
                yield environment + " works again.";
            }
            default ->
                throw new InvalidInputException(
                        "The button",
                        List.of("'" + parts[0] + "' is none of commit, release, finish, refuse/ENVIRONMENT,"
                                + " hold/ENVIRONMENT and heal/ENVIRONMENT."));
        };
    }

    private Map<String, String> state() {
        return new LinkedHashMap<>(sandbox.cluster().versions());
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
