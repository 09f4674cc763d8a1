package io.jenkins.plugins.delivery.engine;

import java.util.Objects;
import java.util.Optional;

/**
 * A secret looked up by id at the moment of use: a user name with password, a bare token, or a private key with its passphrase. Never
 * store it in a field that outlives the call, never print it: {@link #toString} shows the id only.
 */
public final class Credential {

    /** What kind of secret it is, which decides what it can be used for. */
    public enum Kind {
        /** A user name and a password; what stands for a password may be a token. */
        PASSWORD("a user name with password"),
        /** A token without a user name. */
        TOKEN("a token"),
        /** The text of a private key of SSH (OpenSSH, PEM) or OpenPGP (ASCII armour), with an optional user name and passphrase. */
        PRIVATE_KEY("a private key");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** As it stands in a sentence. */
        public String words() {
            return words;
        }
    }

    /** How the text of every private key that this project reads begins (RFC 7468, RFC 4716, RFC 9580 section 6.2). */
    private static final String ARMOUR = "-----BEGIN ";

    private final Kind kind;
    private final String id;
    private final String username;
    private final String secret;
    private final String passphrase;

    private Credential(Kind kind, String id, String username, String secret, String passphrase) {
        this.kind = kind;
        this.id = Objects.requireNonNull(id);
        this.username = username;
        this.secret = Objects.requireNonNull(secret);
        this.passphrase = passphrase;
    }

    public static Credential usernamePassword(String id, String username, String password) {
        return new Credential(Kind.PASSWORD, id, Objects.requireNonNull(username), password, null);
    }

    public static Credential token(String id, String token) {
        return new Credential(Kind.TOKEN, id, null, token, null);
    }

    /**
     * @param username with whom to log in by SSH; null or empty for the one of the URL
     * @param key the text of the key
     * @param passphrase that protects the key; null or empty for none
     */
    public static Credential privateKey(String id, String username, String key, String passphrase) {
        return new Credential(Kind.PRIVATE_KEY, id, blankToNull(username), key, blankToNull(passphrase));
    }

    /** What a text or a file without any more words is: a private key when it looks like one, else a token. */
    public static Credential ofText(String id, String text) {
        String trimmed = text.strip();
        return trimmed.startsWith(ARMOUR) ? privateKey(id, null, trimmed + "\n", null) : token(id, trimmed);
    }

    public Kind kind() {
        return kind;
    }

    public String id() {
        return id;
    }

    /** The user name; null for a bare token, and for a key that leaves it to the URL. */
    public String username() {
        return username;
    }

    /**
     * The password or token.
     *
     * @throws TerminalException for a private key, which nobody takes for a password
     */
    public String secret() {
        if (kind == Kind.PRIVATE_KEY) {
            throw new TerminalException(
                    "The credentials '" + id + "' are a private key, where a password or token is needed.",
                    "Pass the id of a user name with password or of a token.");
        }
        return secret;
    }

    /**
     * The text of the private key.
     *
     * @throws TerminalException for a password or token
     */
    public String privateKey() {
        if (kind != Kind.PRIVATE_KEY) {
            throw new TerminalException(
                    "The credentials '" + id + "' are " + kind.words() + ", where a private key is needed.",
                    "Pass the id of a private key.");
        }
        return secret;
    }

    /** What protects the private key; empty for an open key and for every other kind. */
    public Optional<String> passphrase() {
        return Optional.ofNullable(passphrase);
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    @Override
    public String toString() {
        return "credential '" + id + "'";
    }
}
