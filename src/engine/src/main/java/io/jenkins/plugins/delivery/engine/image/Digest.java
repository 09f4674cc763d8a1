package io.jenkins.plugins.delivery.engine.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Content digests as OCI writes them: {@code sha256:<64 hex digits>} (image specification, "Digests"). */
public final class Digest {

    private static final Pattern SHA256 = Pattern.compile("sha256:[0-9a-f]{64}");

    private Digest() {}

    public static boolean isDigest(String text) {
        return SHA256.matcher(text).matches();
    }

    /** The digest of these bytes. */
    public static String of(byte[] content) {
        return text(sha256().digest(content));
    }

    /** A fresh SHA-256, which every Java platform has. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The digest with this hash value. */
    public static String text(byte[] sha256) {
        return "sha256:" + HexFormat.of().formatHex(sha256);
    }
}
