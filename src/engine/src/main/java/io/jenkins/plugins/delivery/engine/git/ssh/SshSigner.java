package io.jenkins.plugins.delivery.engine.git.ssh;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.GitSigner;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.util.Base64;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** Signs with an SSH key in the way of {@code ssh-keygen -Y sign -n git} (OpenSSH's PROTOCOL.sshsig), which Git takes for {@code gpg.format=ssh}. */
public final class SshSigner implements GitSigner {

    private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final String NAMESPACE = "git";
    private static final String RESERVED = "";
    private static final String HASH = "sha512";
    private static final int LINE = 70;

    private final KeyPair pair;
    private final String credential;

    private SshSigner(KeyPair pair, String credential) {
        this.pair = pair;
        this.credential = credential;
    }

    /**
     * Opens the key.
     *
     * @throws TerminalException when it cannot be opened, see {@link SshKeys#open}
     */
    public static GitSigner of(Credential credential) {
        return new SshSigner(SshKeys.open(credential), credential.id());
    }

    @Override
    public String sign(byte[] object) {
        try {
            ByteArrayBuffer signature = new ByteArrayBuffer();
            signature.putRawBytes(MAGIC);
            signature.putUInt(VERSION);
            ByteArrayBuffer key = new ByteArrayBuffer();
            key.putRawPublicKey(pair.getPublic());
            signature.putBytes(key.getCompactData());
            signature.putString(NAMESPACE);
            signature.putString(RESERVED);
            signature.putString(HASH);
            signature.putBytes(signed(statement(object)));
            String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(signature.getCompactData());
            return "-----BEGIN SSH SIGNATURE-----\n" + text + "\n-----END SSH SIGNATURE-----\n";
        } catch (GeneralSecurityException e) {
            throw new TerminalException(
                    "The SSH key of the credentials '" + credential + "' could not sign (" + e.getMessage() + ").",
                    "Use an Ed25519, ECDSA or RSA key.",
                    e);
        }
    }

    /** What is signed in place of the object: the purpose, so that no signature serves another one, and the object's hash. */
    private static byte[] statement(byte[] object) throws GeneralSecurityException {
        ByteArrayBuffer statement = new ByteArrayBuffer();
        statement.putRawBytes(MAGIC);
        statement.putString(NAMESPACE);
        statement.putString(RESERVED);
        statement.putString(HASH);
        statement.putBytes(MessageDigest.getInstance("SHA-512").digest(object));
        return statement.getCompactData();
    }

    private byte[] signed(byte[] statement) throws GeneralSecurityException {
        String algorithm = algorithm();
        Signature signature = BuiltinSignatures.fromFactoryName(algorithm).create();
        try {
            signature.initSigner(null, pair.getPrivate());
            signature.update(null, statement);
            ByteArrayBuffer blob = new ByteArrayBuffer();
            blob.putString(algorithm);
            blob.putBytes(signature.sign(null));
            return blob.getCompactData();
        } catch (GeneralSecurityException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new GeneralSecurityException(e.getMessage(), e);
        }
    }

    /** RSA keys sign with SHA-512; the "ssh-rsa" of their name would be SHA-1, which the format forbids. */
    private String algorithm() {
        String type = KeyUtils.getKeyType(pair);
        return "ssh-rsa".equals(type) ? "rsa-sha2-512" : type;
    }

    @Override
    public String key() {
        return "SSH key " + KeyUtils.getFingerPrint(pair.getPublic());
    }
}
