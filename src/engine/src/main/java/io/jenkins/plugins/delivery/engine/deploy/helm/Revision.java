package io.jenkins.plugins.delivery.engine.deploy.helm;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.chart.StoredRelease;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * One revision of a release, as Helm keeps it in a Secret: JSON, compressed, in Base64, once more in Base64 as every Secret
 * (helm.sh/helm, pkg/storage/driver). Immutable by convention: the trees are never changed in place.
 *
 * @param number of the revision
 * @param status of it
 * @param secret that holds it
 * @param release what it says
 */
record Revision(int number, ReleaseStatus status, JsonNode secret, JsonNode release) {

    /** How the description of a revision begins that this product has noted as failed. */
    static final String FAILED = "Failed: ";

    /** How Helm's own begins. */
    private static final Pattern HELMS_OWN = Pattern.compile("(Release|Upgrade|Rollback) \"[^\"]*\" failed: ");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    /** More than a cluster can hold in a Secret, compressed fifty times. */
    private static final int MOST = 64 << 20;

    static Revision of(JsonNode secret) {
        String name = secret.path("metadata").path("name").asText();
        try {
            byte[] stored = Base64.getDecoder()
                    .decode(secret.path("data").path("release").asText());
            byte[] packed = Base64.getDecoder().decode(stored);
            JsonNode release = JSON.readTree(unpacked(packed));
            return new Revision(
                    release.path("version").asInt(),
                    ReleaseStatus.of(release.path("info").path("status").asText()),
                    secret,
                    release);
        } catch (IOException | IllegalArgumentException e) {
            throw new TerminalException(
                    "The Secret " + name + " holds no release that can be read (" + e.getMessage() + ").",
                    "It was not written by Helm 3 or 4: delete or correct it.",
                    e);
        }
    }

    /** Helm 3 compresses every release; what is not compressed is older. */
    private static byte[] unpacked(byte[] packed) throws IOException {
        boolean gzip = packed.length > 2 && packed[0] == 0x1f && packed[1] == (byte) 0x8b;
        try (InputStream in =
                gzip ? new GZIPInputStream(new ByteArrayInputStream(packed)) : new ByteArrayInputStream(packed)) {
            byte[] bytes = in.readNBytes(MOST);
            if (bytes.length == MOST) {
                throw new IOException("it is larger than " + (MOST >> 20) + " MB");
            }
            return bytes;
        }
    }

    /** The Secret with the same revision in another status, as Helm writes it. */
    ObjectNode withStatus(ReleaseStatus wanted, String description) {
        ObjectNode changed = release.deepCopy();
        changed.withObject("/info").put("status", wanted.text()).put("description", description);
        ObjectNode copy = secret.deepCopy();
        copy.withObject("/metadata").withObject("/labels").put("status", wanted.text());
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(changed.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("memory can always be written", e);
        }
        byte[] stored = Base64.getEncoder().encode(packed.toByteArray());
        copy.withObject("/data").put("release", Base64.getEncoder().encodeToString(stored));
        return copy;
    }

    /**
     * Whether it came up once, as far as Helm or this product has noted. The status alone does not say so: the next upgrade makes a
     * revision that failed a superseded one; only the description stays.
     */
    boolean good() {
        return status.good() && !noted(description());
    }

    /** Whether it is noted as failed, whatever became of it later. */
    boolean failed() {
        return status == ReleaseStatus.FAILED || noted(description());
    }

    private static boolean noted(String description) {
        return description.startsWith(FAILED) || HELMS_OWN.matcher(description).lookingAt();
    }

    String description() {
        return release.path("info").path("description").asText();
    }

    /** When a Helm began to work on it; the epoch when that is not told. */
    Instant deployedAt() {
        try {
            return OffsetDateTime.parse(
                            release.path("info").path("last_deployed").asText())
                    .toInstant();
        } catch (DateTimeParseException e) {
            // Helm itself writes this field always; whoever does not has written it long ago.
            return Instant.EPOCH;
        }
    }

    String manifest() {
        return release.path("manifest").asText();
    }

    /** For people: {@code payments-1.4.0}. */
    String chart() {
        JsonNode metadata = release.path("chart").path("metadata");
        return metadata.path("name").asText() + "-" + metadata.path("version").asText();
    }

    StoredRelease stored() {
        JsonNode chart = release.path("chart");
        return new StoredRelease(
                number,
                map(chart.path("metadata")),
                map(chart.path("values")),
                map(release.path("config")),
                manifest());
    }

    private static Map<String, Object> map(JsonNode node) {
        return node.isObject() ? JSON.convertValue(node, MAP) : Map.of();
    }
}
