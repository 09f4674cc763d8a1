package io.jenkins.plugins.delivery.engine.git.ssh;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Opens private keys of SSH in memory: the format of OpenSSH, and PEM (PKCS#1, SEC 1, PKCS#8) as OpenSSL writes it. */
public final class SshKeys {

    private static final String PUTTY = "PuTTY-User-Key-File-";

    private SshKeys() {}

    /**
     * The key pair.
     *
     * @throws TerminalException with a sentence about what is wrong: another format, a public key, a passphrase that is missing or wrong
     */
    public static KeyPair open(Credential credential) {
        String text = normal(credential.privateKey());
        refuseOtherFormats(text, credential);
        AtomicBoolean isProtected = new AtomicBoolean();
        FilePasswordProvider passphrase = (session, resource, attempt) -> {
            isProtected.set(true);
            return credential.passphrase().orElse(null);
        };
        try (InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
            Iterable<KeyPair> found = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName(credential.toString()), in, passphrase);
            Iterator<KeyPair> pairs = found == null ? java.util.Collections.emptyIterator() : found.iterator();
            if (pairs.hasNext()) {
                return pairs.next();
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // Said below; the cause is left out because it may repeat bytes of the key.
        }
        throw isProtected.get() ? locked(credential) : unknown(credential);
    }

    /** Line ends of Windows, and the missing one at the end, get lost or added where keys are pasted. */
    private static String normal(String text) {
        return text.strip().replace("\r\n", "\n").replace('\r', '\n') + "\n";
    }

    private static void refuseOtherFormats(String text, Credential credential) {
        if (text.startsWith(PUTTY)) {
            throw new TerminalException(
                    "The credentials '" + credential.id() + "' hold a key in the format of PuTTY.",
                    "Convert it: puttygen key.ppk -O private-openssh-new -o key.");
        }
        if (text.startsWith("ssh-") || text.startsWith("ecdsa-") || text.startsWith("-----BEGIN PUBLIC KEY")) {
            throw new TerminalException(
                    "The credentials '" + credential.id() + "' hold a public key, where the private one is needed.",
                    "Store the file without the ending .pub.");
        }
        if (text.startsWith("-----BEGIN PGP")) {
            throw new TerminalException(
                    "The credentials '" + credential.id() + "' hold an OpenPGP key, which opens no SSH connection.",
                    "Pass the id of an SSH key.");
        }
    }

    private static TerminalException locked(Credential credential) {
        boolean given = credential.passphrase().isPresent();
        return new TerminalException(
                "The SSH key of the credentials '" + credential.id() + "' cannot be opened: its passphrase is "
                        + (given ? "wrong." : "missing."),
                "Store the key together with its passphrase.");
    }

    private static TerminalException unknown(Credential credential) {
        return new TerminalException(
                "The credentials '" + credential.id()
                        + "' hold no SSH private key that can be read: it is damaged, or of"
                        + " a kind that is not supported.",
                "Store an Ed25519, ECDSA or RSA key in the format of OpenSSH or PEM, from its first to its last line.");
    }
}
