package io.jenkins.plugins.delivery.testbed.git;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * Who may use a {@link GitServer}.
 *
 * @param user the only user name; null when nobody has to log in
 * @param password the user's password; null when nobody has to log in
 * @param anonymousRead whether clone and fetch work without logging in
 */
public record GitAccess(String user, String password, boolean anonymousRead) {

    /** Everybody reads and pushes. */
    public static GitAccess open() {
        return new GitAccess(null, null, true);
    }

    /** One user reads and pushes; nobody else does anything. */
    public static GitAccess only(String user, String password) {
        return new GitAccess(Objects.requireNonNull(user), Objects.requireNonNull(password), false);
    }

    /** The same user pushes, everybody reads. */
    public GitAccess withAnonymousRead() {
        return new GitAccess(user, password, true);
    }

    boolean allows(String authorization, boolean read) {
        if (user == null || read && anonymousRead) {
            return true;
        }
        String expected =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return expected.equals(authorization);
    }

    /** Names the user, never the password. */
    @Override
    public String toString() {
        return user == null ? "open" : "user " + user + (anonymousRead ? ", anonymous read" : "");
    }
}
