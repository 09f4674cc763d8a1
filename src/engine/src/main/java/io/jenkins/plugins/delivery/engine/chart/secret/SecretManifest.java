package io.jenkins.plugins.delivery.engine.chart.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Manifests of Kubernetes Secrets that stand in values, as maps or as texts (extraObjects, extraManifests, extraDeploy). */
final class SecretManifest {

    /** Kubernetes objects that stand for a Secret without having its content. */
    private static final Pattern STAND_INS = Pattern.compile(
            "(Cluster)?ExternalSecret|PushSecret|SealedSecret|DopplerSecret|SecretProviderClass|Vault\\w*Secret|InfisicalSecret"
                    + "|OnePasswordItem|BitwardenSecret|(Cluster)?SecretStore");

    private static final Pattern KIND = Pattern.compile("(?m)^kind:\\s*[\"']?Secret[\"']?\\s*$");

    private SecretManifest() {}

    static boolean standIn(String kind) {
        return STAND_INS.matcher(kind).matches();
    }

    /** Whether the text has the manifest of a Secret. */
    static boolean in(String text) {
        return KIND.matcher(text).find();
    }

    /** What is secret in it: path in the manifest to text, which is in Base64 below {@code data}. */
    static Map<String, String> entries(Map<?, ?> secret) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (String section : List.of("stringData", "data")) {
            if (secret.get(section) instanceof Map<?, ?> values) {
                values.forEach((key, value) -> {
                    String text = value == null ? "" : value.toString();
                    String plain = section.equals("data") ? decoded(text) : text;
                    if (!SecretText.harmless(text) && !SecretText.harmless(plain) && !SecretText.certificate(plain)) {
                        entries.put(section + "." + key, text);
                    }
                });
            }
        }
        return entries;
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Not what Kubernetes would take, but perhaps somebody's plain text.
            return base64;
        }
    }
}
