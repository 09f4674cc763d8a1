package io.jenkins.plugins.delivery.engine.share;

import io.jenkins.plugins.delivery.engine.Credential;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key for things that depend on a secret: equal for equal values, worthless to whoever reads it. Made with a secret of this process,
 * so that guesses cannot be tried on a memory dump's keys alone.
 */
public final class Fingerprint {

    private static final String ALGORITHM = "HmacSHA256";
    private static final SecretKeySpec OF_THIS_PROCESS = new SecretKeySpec(randomBytes(), ALGORITHM);

    private Fingerprint() {}

    /**
     * The fingerprint of a remote as one user: it changes when the value behind a credentials id does.
     *
     * @param parts what else tells remotes apart; null is a value of its own
     */
    public static String of(Optional<Credential> credential, String... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(OF_THIS_PROCESS);
            add(mac, credential.map(Credential::username).orElse(null));
            add(mac, credential.map(Credential::secret).orElse(null));
            for (String part : parts) {
                add(mac, part);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            // Every Java platform has HmacSHA256.
            throw new IllegalStateException(e);
        }
    }

    /** With its length in front, so that no two lists of parts read the same. */
    private static void add(Mac mac, String part) {
        byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
        String length = part == null ? "-:" : bytes.length + ":";
        mac.update(length.getBytes(StandardCharsets.UTF_8));
        mac.update(bytes);
    }

    private static byte[] randomBytes() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
