package io.jenkins.plugins.delivery.engine.chart.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What a review accepts: this value at this place, and no other. It stands in a file and in logs, so it must not help to guess the
 * value: it is slow to compute, differs from place to place, and is so short that very many values have the same one. A value that is
 * changed has the same one by chance once in four thousand million times.
 */
final class SecretFingerprint {

    /** Keeps YAML from reading digits as a number, and tells a later form from this one. */
    private static final String PREFIX = "v1-";

    private static final int ROUNDS = 100_000;
    private static final int BITS = 32;

    private SecretFingerprint() {}

    /** Whether the text has the form of a fingerprint. */
    static boolean isOne(String text) {
        return text.matches(PREFIX + "[0-9a-f]{8}");
    }

    static String of(String file, String path, String text) {
        byte[] salt = (file + '\0' + path).getBytes(StandardCharsets.UTF_8);
        PBEKeySpec spec = new PBEKeySpec(text.toCharArray(), salt, ROUNDS, BITS);
        try {
            byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            return PREFIX + HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            // Every Java platform has it.
            throw new IllegalStateException(e);
        } finally {
            spec.clearPassword();
        }
    }
}
