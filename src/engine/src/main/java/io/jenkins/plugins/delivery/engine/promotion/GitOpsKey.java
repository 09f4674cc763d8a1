package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What has to be the same for two runs to share a push or a clone: repository, branch, and the log-in itself, because two folders may
 * give the same id to different credentials.
 *
 * @param url of the repository
 * @param branch that is pushed to
 * @param login a salted digest of the credentials, of no use outside of this process; empty for anonymous access
 */
public record GitOpsKey(String url, String branch, String login) {

    private static final byte[] SALT = new byte[32];

    static {
        new SecureRandom().nextBytes(SALT);
    }

    /**
     * Looks the credentials up as they are now.
     *
     * @throws io.jenkins.plugins.delivery.engine.TerminalException when there are none in the scope of the run
     */
    public static GitOpsKey of(GitOpsAddress address, EngineContext context) {
        return new GitOpsKey(
                address.url(),
                address.branch(),
                Optional.ofNullable(address.credentialsId())
                        .map(context::credential)
                        .map(GitOpsKey::login)
                        .orElse(""));
    }

    private static String login(Credential credential) {
        boolean key = credential.kind() == Credential.Kind.PRIVATE_KEY;
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(SALT);
            for (String part : new String[] {
                credential.kind().name(),
                String.valueOf(credential.username()),
                key ? credential.privateKey() : credential.secret(),
                credential.passphrase().orElse("")
            }) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
