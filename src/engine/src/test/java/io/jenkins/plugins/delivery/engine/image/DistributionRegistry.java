package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.git.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** The registry of the distribution ({@code docker-registry}, CNCF distribution 2.8) as a process, with or without a log-in. */
final class DistributionRegistry implements AutoCloseable {

    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final Process process;
    private final String address;

    private DistributionRegistry(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** @param password of the user ci; null for a registry without a log-in */
    static DistributionRegistry start(Path home, String password) throws IOException, InterruptedException {
        Tool.need("docker-registry");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            port = free.getLocalPort();
        }
        String auth = "";
        if (password != null) {
            Tool.need("htpasswd");
            Tool.run(home, "htpasswd", "-Bbc", home.resolve("htpasswd").toString(), "ci", password);
            auth = "auth: {htpasswd: {realm: test, path: " + home.resolve("htpasswd") + "}}\n";
        }
        Path config = Files.writeString(
                home.resolve("registry.yml"),
                "version: 0.1\nlog: {level: error, accesslog: {disabled: true}}\nstorage: {filesystem: {rootdirectory: "
                        + home.resolve("storage") + "}}\nhttp: {addr: '127.0.0.1:" + port + "'}\n" + auth);
        Process process = new ProcessBuilder("docker-registry", "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("registry.log").toFile())
                .start();
        DistributionRegistry registry = new DistributionRegistry(process, "127.0.0.1:" + port);
        registry.awaitAnswer();
        return registry;
    }

    String address() {
        return address;
    }

    private void awaitAnswer() throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + address + "/v2/")).build();
        HttpClient http = HttpClient.newHttpClient();
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                http.send(request, HttpResponse.BodyHandlers.discarding());
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    throw new IllegalStateException("docker-registry does not answer at " + address, e);
                }
            }
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
