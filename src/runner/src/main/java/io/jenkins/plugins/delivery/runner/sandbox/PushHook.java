package io.jenkins.plugins.delivery.runner.sandbox;

import io.jenkins.plugins.delivery.testbed.git.PushEvent;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Tells a program beside the sandbox of every push of a branch to the service's repository, as a Git service's webhook does. */
public final class PushHook implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI target;
    private final String repository;
    private volatile boolean closed;

    private PushHook(URI target, String repository) {
        this.target = target;
        this.repository = repository;
    }

    /** @param target what is called with {@code ?url=} and the repository; null for nothing */
    public static PushHook of(Sandbox sandbox, URI target) {
        String repository = sandbox.servers().git().url(SandboxServers.SERVICE_REPOSITORY);
        PushHook hook = new PushHook(target, repository);
        if (target != null) {
            sandbox.servers().git().onPush(hook::pushed);
        }
        return hook;
    }

    private void pushed(PushEvent event) {
        boolean branch =
                event.changes().stream().anyMatch(change -> change.ref().startsWith("refs/heads/"));
        if (closed || !branch || !event.repository().equals(SandboxServers.SERVICE_REPOSITORY)) {
            return;
        }
        URI call = URI.create(target + "?url=" + URLEncoder.encode(repository, StandardCharsets.UTF_8));
        // Who pushed does not wait for whoever listens, and nobody has to listen: a Git service goes on as well.
        http.sendAsync(
                HttpRequest.newBuilder(call).timeout(TIMEOUT).GET().build(), HttpResponse.BodyHandlers.discarding());
    }

    @Override
    public void close() {
        closed = true;
    }
}
