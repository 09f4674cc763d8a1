package io.jenkins.plugins.delivery.engine.git.jgit;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.GitSigner;
import io.jenkins.plugins.delivery.engine.git.pgp.OpenPgpSigner;
import io.jenkins.plugins.delivery.engine.git.ssh.SshSigner;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.lib.GpgSignature;
import org.eclipse.jgit.lib.ObjectBuilder;

/** Signs tags and commits of JGit with a key from credentials. */
public final class GitSigning {

    private GitSigning() {}

    /**
     * Opens the key: OpenPGP when it says so in its first line, else SSH.
     *
     * @throws TerminalException when the credentials are no key, or the key cannot be opened
     */
    public static GitSigner with(Credential credential) {
        return credential.privateKey().strip().startsWith(OpenPgpSigner.ARMOUR)
                ? OpenPgpSigner.of(credential)
                : SshSigner.of(credential);
    }

    /**
     * Adds the signature to a tag or commit that is otherwise complete: what changes afterwards is not signed. A message gets the line
     * end that a signature needs before it.
     *
     * @throws TerminalException when the key cannot sign
     */
    public static void sign(ObjectBuilder object, GitSigner signer) {
        if (object.getMessage() != null && !object.getMessage().endsWith("\n")) {
            object.setMessage(object.getMessage() + "\n");
        }
        try {
            String signature = signer.sign(object.build());
            object.setGpgSignature(new GpgSignature(signature.getBytes(StandardCharsets.US_ASCII)));
        } catch (UnsupportedEncodingException e) {
            // The encoding of a builder is UTF-8 unless somebody chose another one, which is then a charset.
            throw new IllegalStateException(e);
        }
    }
}
