package io.jenkins.plugins.delivery.engine.git.pgp;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;

/** Finds the key to sign with in an exported OpenPGP key, which is a main key with subkeys. */
final class SigningKeys {

    private SigningKeys() {}

    /** The newest key that may sign, has its secret part here, and is neither revoked nor expired; as in gpg a subkey before the main key. */
    static PGPSecretKey newest(Credential credential) {
        return read(credential).stream()
                .filter(ring -> isValid(ring.getPublicKey()))
                .flatMap(ring -> StreamSupport.stream(ring.spliterator(), false))
                .filter(key -> !key.isPrivateKeyEmpty() && maySign(key) && isValid(key.getPublicKey()))
                .max(Comparator.comparing((PGPSecretKey key) -> !key.isMasterKey())
                        .thenComparing(key -> key.getPublicKey().getCreationTime()))
                .orElseThrow(() -> new TerminalException(
                        "The OpenPGP key of the credentials '" + credential.id()
                                + "' has no part that can sign now: each is for encryption only, expired, revoked, or was"
                                + " exported without its secret.",
                        "Export a key that gpg can sign with: gpg --armor --export-secret-keys."));
    }

    private static List<PGPSecretKeyRing> read(Credential credential) {
        byte[] text = credential.privateKey().getBytes(StandardCharsets.UTF_8);
        try (InputStream decoded = PGPUtil.getDecoderStream(new ByteArrayInputStream(text))) {
            PGPSecretKeyRingCollection rings =
                    new PGPSecretKeyRingCollection(decoded, new BcKeyFingerprintCalculator());
            if (rings.size() > 0) {
                return StreamSupport.stream(rings.spliterator(), false).toList();
            }
        } catch (IOException | PGPException e) {
            // Said below; the cause is left out because it may repeat bytes of the key.
        }
        throw new TerminalException(
                "The credentials '" + credential.id() + "' hold no readable OpenPGP secret key.",
                "Store the whole output of gpg --armor --export-secret-keys.");
    }

    /** Keys without flags (older programs write none) may do what their algorithm can. */
    private static boolean maySign(PGPSecretKey key) {
        List<Integer> flags = new ArrayList<>();
        for (Iterator<PGPSignature> all = key.getPublicKey().getSignatures(); all.hasNext(); ) {
            PGPSignatureSubpacketVector about = all.next().getHashedSubPackets();
            if (about != null && about.getKeyFlags() != 0) {
                flags.add(about.getKeyFlags());
            }
        }
        return flags.isEmpty() ? key.isSigningKey() : flags.stream().anyMatch(flag -> (flag & KeyFlags.SIGN_DATA) != 0);
    }

    private static boolean isValid(PGPPublicKey key) {
        long seconds = key.getValidSeconds();
        boolean expired = seconds > 0
                && key.getCreationTime().toInstant().plusSeconds(seconds).isBefore(Instant.now());
        return !expired && !key.hasRevocation();
    }
}
