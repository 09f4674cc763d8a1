package io.jenkins.plugins.delivery.engine.git.pgp;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.GitSigner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/**
 * Signs with an OpenPGP key (RFC 4880, RFC 9580) that was exported with {@code gpg --armor --export-secret-keys}. No key ring, agent or
 * gpg program takes part, so that no key reaches a disk.
 */
public final class OpenPgpSigner implements GitSigner {

    /** How the export of a secret key begins (RFC 9580 section 6.2.1). */
    public static final String ARMOUR = "-----BEGIN PGP PRIVATE KEY BLOCK-----";

    private final PGPPublicKey publicKey;
    private final PGPPrivateKey privateKey;
    private final String credential;

    private OpenPgpSigner(PGPPublicKey publicKey, PGPPrivateKey privateKey, String credential) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
        this.credential = credential;
    }

    /**
     * Opens the key.
     *
     * @throws TerminalException when the text is no secret key, has no usable key for signatures, or its passphrase is missing or wrong
     */
    public static GitSigner of(Credential credential) {
        PGPSecretKey key = SigningKeys.newest(credential);
        return new OpenPgpSigner(key.getPublicKey(), open(key, credential), credential.id());
    }

    private static PGPPrivateKey open(PGPSecretKey key, Credential credential) {
        String passphrase = credential.passphrase().orElse("");
        try {
            return key.extractPrivateKey(new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider())
                    .build(passphrase.toCharArray()));
        } catch (PGPException e) {
            // The cause is left out: it may describe the key.
            throw new TerminalException(
                    "The OpenPGP key of the credentials '" + credential.id() + "' cannot be opened: its passphrase is "
                            + (passphrase.isEmpty() ? "missing." : "wrong."),
                    "Store the key together with its passphrase.");
        }
    }

    @Override
    public String sign(byte[] object) {
        try {
            PGPSignatureGenerator generator = new PGPSignatureGenerator(
                    new BcPGPContentSignerBuilder(publicKey.getAlgorithm(), HashAlgorithmTags.SHA512), publicKey);
            generator.init(PGPSignature.BINARY_DOCUMENT, privateKey);
            PGPSignatureSubpacketGenerator about = new PGPSignatureSubpacketGenerator();
            about.setIssuerFingerprint(false, publicKey);
            generator.setHashedSubpackets(about.generate());
            generator.update(object);
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            try (ArmoredOutputStream armour =
                    ArmoredOutputStream.builder().clearHeaders().build(text)) {
                generator.generate().encode(armour);
            }
            return text.toString(StandardCharsets.US_ASCII);
        } catch (PGPException | IOException e) {
            throw new TerminalException(
                    "The OpenPGP key of the credentials '" + credential + "' could not sign (" + e.getMessage() + ").",
                    "Check with gpg that the key can sign.",
                    e);
        }
    }

    @Override
    public String key() {
        return "OpenPGP key "
                + HexFormat.of().formatHex(publicKey.getFingerprint()).toUpperCase(Locale.ROOT);
    }
}
