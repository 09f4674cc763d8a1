package io.jenkins.plugins.delivery.testbed.oci;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.testbed.http.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A real OCI registry (CNCF distribution) in this process, over plain HTTP on localhost with an ephemeral port; its content lives in
 * memory until the JVM ends. Its catalogue is switched off, so repositories cannot be listed. The reads follow the OCI distribution specification 1.1 and log in with the registry's own user.
 */
public final class OciRegistry implements AutoCloseable {

    private static final String MANIFEST_TYPES = "application/vnd.oci.image.manifest.v1+json,"
            + "application/vnd.oci.image.index.v1+json,"
            + "application/vnd.docker.distribution.manifest.v2+json,"
            + "application/vnd.docker.distribution.manifest.list.v2+json";

    private final String address;
    private final String user;
    private final String password;
    private final Relay relay;
    private final RegistryHttp http;

    private OciRegistry(String user, String password) {
        this.user = user;
        this.password = password;
        String behind = NativeRegistry.start(user, password);
        relay = new Relay(Integer.parseInt(behind.substring(behind.indexOf(':') + 1)));
        relay.start();
        address = "localhost:" + relay.port();
        http = new RegistryHttp(address, user, password);
    }

    /** Starts a registry with a user and a random password; this registry cannot be had without a log-in. */
    public static OciRegistry start() {
        return new OciRegistry("testbed", UUID.randomUUID().toString());
    }

    /** Starts a registry that wants this user for everything. */
    public static OciRegistry start(String user, String password) {
        return new OciRegistry(user, password);
    }

    /** Host and port, as they stand in an image reference: {@code localhost:46625}. */
    public String address() {
        return address;
    }

    /** The only user that may read and write. */
    public String user() {
        return user;
    }

    /** The user's password. */
    public String password() {
        return password;
    }

    /** The tags of a repository; empty when the repository does not exist. */
    public List<String> tags(String repository) {
        return http.get("/v2/" + repository + "/tags/list", "application/json")
                .map(response -> texts(Json.parse(text(response)).path("tags")))
                .orElse(List.of());
    }

    /** The digest behind a tag or digest, as {@code sha256:…}; nothing when the registry does not have it. */
    public Optional<String> digest(String repository, String reference) {
        return http.get(manifestPath(repository, reference), MANIFEST_TYPES)
                .flatMap(response -> response.headers().firstValue("Docker-Content-Digest"));
    }

    /**
     * The manifest behind a tag or digest.
     *
     * @throws OciRegistryException when the registry does not have it
     */
    public JsonNode manifest(String repository, String reference) {
        return http.get(manifestPath(repository, reference), MANIFEST_TYPES)
                .map(response -> Json.parse(text(response)))
                .orElseThrow(() -> missing(repository + ":" + reference));
    }

    /**
     * The bytes of a layer or config.
     *
     * @throws OciRegistryException when the registry does not have it
     */
    public byte[] blob(String repository, String digest) {
        return http.get("/v2/" + repository + "/blobs/" + digest, "*/*")
                .map(HttpResponse::body)
                .orElseThrow(() -> missing(repository + "@" + digest));
    }

    /**
     * Pushes a minimal image (no layer, the labels in its config), for tests and sandboxes that have no image builder.
     *
     * @return the digest of its manifest
     */
    public String pushImage(String repository, String tag, Map<String, String> labels) {
        byte[] config = Json.write(Map.of(
                        "architecture",
                        "amd64",
                        "os",
                        "linux",
                        "rootfs",
                        Map.of("type", "layers", "diff_ids", List.of()),
                        "config",
                        Map.of("Labels", labels)))
                .getBytes(StandardCharsets.UTF_8);
        String configDigest = http.putBlob(repository, config);
        byte[] manifest = Json.write(Map.of(
                        "schemaVersion",
                        2,
                        "mediaType",
                        "application/vnd.oci.image.manifest.v1+json",
                        "config",
                        Map.of(
                                "mediaType",
                                "application/vnd.oci.image.config.v1+json",
                                "digest",
                                configDigest,
                                "size",
                                config.length),
                        "layers",
                        List.of()))
                .getBytes(StandardCharsets.UTF_8);
        http.put(manifestPath(repository, tag), "application/vnd.oci.image.manifest.v1+json", manifest);
        return RegistryHttp.sha256(manifest);
    }

    /** Breaks every connection once, as soon as clients have sent so many more bytes: in the middle of a layer, say. */
    public void resetAfterUpload(long bytes) {
        relay.atUpload(bytes, relay::reset);
    }

    /** The same, and the port is closed until {@link #restart()}. */
    public void stopAfterUpload(long bytes) {
        relay.atUpload(bytes, relay::stop);
    }

    /** Closes the port and every connection, as a crash would; the content stays for {@link #restart()}. */
    public void stop() {
        relay.stop();
    }

    /** Listens again on the same port. */
    public void restart() {
        relay.start();
    }

    @Override
    public void close() {
        stop();
    }

    private static String manifestPath(String repository, String reference) {
        return "/v2/" + repository + "/manifests/" + reference;
    }

    private OciRegistryException missing(String what) {
        return new OciRegistryException("The OCI registry " + address + " has no " + what + ".");
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return List.copyOf(texts);
    }
}
