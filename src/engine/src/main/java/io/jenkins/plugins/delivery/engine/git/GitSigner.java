package io.jenkins.plugins.delivery.engine.git;

import io.jenkins.plugins.delivery.engine.TerminalException;

/** A private key that signs tags and commits. Holds the opened key, so it lives no longer than the call that uses it. */
public interface GitSigner {

    /**
     * Signs the bytes of a tag or commit object as Git hashes them, without a signature.
     *
     * @return an ASCII armoured detached signature that {@code git verify-tag} and {@code git verify-commit} accept
     * @throws TerminalException when the key cannot sign
     */
    String sign(byte[] object);

    /** Which key it is, for logs: its kind and public fingerprint. */
    String key();
}
