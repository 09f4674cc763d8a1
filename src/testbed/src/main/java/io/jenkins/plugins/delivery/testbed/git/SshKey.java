package io.jenkins.plugins.delivery.testbed.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Base64;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/** A fresh SSH key as ssh-keygen would write it, for tests that must not need ssh-keygen. */
public record SshKey(KeyPair pair) {

    /** A key as small as they get. */
    public static SshKey ecdsa() {
        return of("ecdsa-sha2-nistp256", 256);
    }

    /** A key of the kind that older servers want. */
    public static SshKey rsa() {
        return of("ssh-rsa", 2048);
    }

    private static SshKey of(String type, int bits) {
        try {
            return new SshKey(KeyUtils.generateKeyPair(type, bits));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The line for authorized_keys. */
    public String publicLine() {
        return PublicKeyEntry.toString(pair.getPublic());
    }

    /** The private key file; with a passphrase when there is one. */
    public String text(String passphrase) {
        OpenSSHKeyEncryptionContext protection = null;
        if (passphrase != null) {
            protection = new OpenSSHKeyEncryptionContext();
            protection.setPassword(passphrase);
            protection.setCipherName("AES");
            protection.setCipherMode("CTR");
            protection.setCipherType("256");
        }
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", protection, out);
            return out.toString(StandardCharsets.US_ASCII);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As OpenSSL writes it in the clear. */
    public String pkcs8() {
        return "-----BEGIN PRIVATE" + " KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }
}
