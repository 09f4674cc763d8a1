package io.jenkins.plugins.delivery.runner.sandbox;

import io.jenkins.plugins.delivery.testbed.git.PushEvent;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Tells the Jenkins beside the sandbox of every push of a branch to the service's repository, as a Git service's webhook does; see
 * <a href="https://plugins.jenkins.io/git/#push-notification-from-repository">push notification</a> of the Git plugin.
 */
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

    /** @param jenkins root URL of the Jenkins; null when there is none to tell */
    public static PushHook of(Sandbox sandbox, URI jenkins) {
        URI target = jenkins == null ? null : jenkins.resolve("git/notifyCommit");
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
