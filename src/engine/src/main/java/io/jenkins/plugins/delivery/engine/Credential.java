package io.jenkins.plugins.delivery.engine;

import java.util.Objects;

/**
 * A secret looked up by id at the moment of use: a user name with password, or a bare token. Never store it in a field that
 * outlives the call, never print it: {@link #toString} shows the id only.
 */
public final class Credential {

    private final String id;
    private final String username;
    private final String secret;

    private Credential(String id, String username, String secret) {
        this.id = Objects.requireNonNull(id);
        this.username = username;
        this.secret = Objects.requireNonNull(secret);
    }

    public static Credential usernamePassword(String id, String username, String password) {
        return new Credential(id, Objects.requireNonNull(username), password);
    }

    public static Credential token(String id, String token) {
        return new Credential(id, null, token);
    }

    public String id() {
        return id;
    }

    /** The user name; null for a bare token. */
    public String username() {
        return username;
    }

    /** The password or token. */
    public String secret() {
        return secret;
    }

    @Override
    public String toString() {
        return "credential '" + id + "'";
    }
}
