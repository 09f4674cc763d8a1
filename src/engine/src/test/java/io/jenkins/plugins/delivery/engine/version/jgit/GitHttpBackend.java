package io.jenkins.plugins.delivery.engine.version.jgit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves bare repositories by Git's own CGI program, {@code git http-backend} (git-http-backend(1), RFC 3875). */
final class GitHttpBackend implements AutoCloseable {

    private static final int HEADERS_END = 4;

    private final Path root;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private GitHttpBackend(Path root) throws IOException {
        this.root = root;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    static GitHttpBackend start(Path root) throws IOException {
        return new GitHttpBackend(root);
    }

    String url(String repository) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + repository;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Process git = process(exchange, body.length).start();
            try (OutputStream in = git.getOutputStream()) {
                in.write(body);
            }
            answer(exchange, git.getInputStream());
        }
    }

    private ProcessBuilder process(HttpExchange exchange, int length) {
        ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .putAll(Map.of(
                        "GIT_PROJECT_ROOT", root.toString(),
                        "GIT_HTTP_EXPORT_ALL", "1",
                        "GIT_CONFIG_NOSYSTEM", "1",
                        "HOME", root.toString(),
                        "REQUEST_METHOD", exchange.getRequestMethod(),
                        "PATH_INFO", exchange.getRequestURI().getPath(),
                        "QUERY_STRING",
                                Optional.ofNullable(exchange.getRequestURI().getQuery())
                                        .orElse(""),
                        "CONTENT_LENGTH", Integer.toString(length),
                        "REMOTE_ADDR", "127.0.0.1"));
        Map.of(
                        "Content-Type",
                        "CONTENT_TYPE",
                        "Content-Encoding",
                        "HTTP_CONTENT_ENCODING",
                        "Git-Protocol",
                        "GIT_PROTOCOL")
                .forEach((header, variable) -> Optional.ofNullable(
                                exchange.getRequestHeaders().getFirst(header))
                        .ifPresent(value -> builder.environment().put(variable, value)));
        return builder;
    }

    private static void answer(HttpExchange exchange, InputStream output) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int octet = output.read();
            if (octet < 0) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            head.write(octet);
        }
        int status = 200;
        String lines = head.toString(StandardCharsets.ISO_8859_1);
        for (String line : lines.substring(0, lines.length() - HEADERS_END).split("\r\n")) {
            String[] header = line.split(": ", 2);
            if (header[0].equals("Status")) {
                status = Integer.parseInt(header[1].substring(0, 3));
            } else {
                exchange.getResponseHeaders().add(header[0], header[1]);
            }
        }
        byte[] body = output.readAllBytes();
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
