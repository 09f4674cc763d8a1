package io.jenkins.plugins.delivery.testbed.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.delivery.testbed.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Reads Secrets that Go clients send as protobuf: the magic {@code k8s\0}, then {@code runtime.Unknown}, whose second field is the
 * object (k8s.io/apimachinery, "runtime/generated.proto"; k8s.io/api, "core/v1/generated.proto").
 */
final class KubeProtobuf {

    static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";

    private static final int VARINT = 0;
    private static final int BYTES = 2;

    private record Field(int number, byte[] bytes) {

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private KubeProtobuf() {}

    /** @param body whose characters are the bytes */
    static ObjectNode secret(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        byte[] object = fields(Arrays.copyOfRange(bytes, 4, bytes.length)).stream()
                .filter(field -> field.number() == 2)
                .findFirst()
                .orElseThrow()
                .bytes();
        ObjectNode secret =
                Json.mapper().createObjectNode().put("apiVersion", "v1").put("kind", "Secret");
        for (Field field : fields(object)) {
            switch (field.number()) {
                case 1 -> metadata(field.bytes(), secret.putObject("metadata"));
                case 2 -> {
                    List<Field> entry = fields(field.bytes());
                    secret.withObject("/data")
                            .put(
                                    entry.get(0).text(),
                                    Base64.getEncoder()
                                            .encodeToString(entry.get(1).bytes()));
                }
                case 3 -> secret.put("type", field.text());
                default -> {
                    // Nothing that Helm sets.
                }
            }
        }
        return secret;
    }

    private static void metadata(byte[] bytes, ObjectNode metadata) {
        for (Field field : fields(bytes)) {
            switch (field.number()) {
                case 1 -> metadata.put("name", field.text());
                case 3 -> metadata.put("namespace", field.text());
                case 6 -> metadata.put("resourceVersion", field.text());
                case 11 -> {
                    List<Field> entry = fields(field.bytes());
                    metadata.withObject("/labels")
                            .put(entry.get(0).text(), entry.get(1).text());
                }
                default -> {
                    // The server sets the rest itself.
                }
            }
        }
    }

    /** The fields with bytes; numbers are skipped. */
    private static List<Field> fields(byte[] bytes) {
        List<Field> fields = new ArrayList<>();
        int[] at = {0};
        while (at[0] < bytes.length) {
            long tag = varint(bytes, at);
            if ((tag & 7) == VARINT) {
                varint(bytes, at);
            } else if ((tag & 7) == BYTES) {
                int length = (int) varint(bytes, at);
                fields.add(new Field((int) (tag >> 3), Arrays.copyOfRange(bytes, at[0], at[0] + length)));
                at[0] += length;
            } else {
                throw new IllegalArgumentException("a protobuf field of wire type " + (tag & 7));
            }
        }
        return fields;
    }

    private static long varint(byte[] bytes, int[] at) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at[0]++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
