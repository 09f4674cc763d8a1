package io.jenkins.plugins.delivery.testbed.oci;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** The registry's HTTP interface with basic authentication. */
final class RegistryHttp {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final String authorization;

    RegistryHttp(String address, String user, String password) {
        base = URI.create("http://" + address);
        authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Reads; nothing when the registry answers 404. */
    Optional<HttpResponse<byte[]>> get(String path, String accept) {
        HttpResponse<byte[]> response =
                send(request(base.resolve(path)).header("Accept", accept).build());
        if (response.statusCode() == 404) {
            return Optional.empty();
        }
        return Optional.of(require(response, 200));
    }

    void put(String path, String contentType, byte[] body) {
        require(
                send(request(base.resolve(path))
                        .header("Content-Type", contentType)
                        .PUT(BodyPublishers.ofByteArray(body))
                        .build()),
                201);
    }

    /** Uploads a blob in one piece and returns its digest. */
    String putBlob(String repository, byte[] content) {
        String digest = sha256(content);
        HttpResponse<byte[]> session = require(
                send(request(base.resolve("/v2/" + repository + "/blobs/uploads/"))
                        .POST(BodyPublishers.noBody())
                        .build()),
                202);
        String location = session.headers().firstValue("Location").orElseThrow();
        URI upload = base.resolve(location + (location.contains("?") ? "&" : "?") + "digest=" + digest);
        require(
                send(request(upload)
                        .header("Content-Type", "application/octet-stream")
                        .PUT(BodyPublishers.ofByteArray(content))
                        .build()),
                201);
        return digest;
    }

    static String sha256(byte[] content) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).header("Authorization", authorization);
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new OciRegistryException("The OCI registry at " + base + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OciRegistryException("Interrupted while the OCI registry at " + base + " was asked.", e);
        }
    }

    private static HttpResponse<byte[]> require(HttpResponse<byte[]> response, int status) {
        if (response.statusCode() != status) {
            throw new OciRegistryException(response.request().method() + " "
                    + response.request().uri().getPath() + " was answered with " + response.statusCode() + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response;
    }
}
