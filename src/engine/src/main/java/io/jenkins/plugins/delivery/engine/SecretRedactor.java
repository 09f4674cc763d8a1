package io.jenkins.plugins.delivery.engine;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Replaces every secret it has been told of, in plain, Base64 and URL-encoded form, by {@code ****}. */
public final class SecretRedactor {

    private static final int SHORTEST = 4;
    private static final int SHORTEST_LINE = 8;

    /** Longest first, so that a secret which contains another one is replaced whole. */
    private final Set<String> secrets = new ConcurrentSkipListSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /** Remembers a secret; one shorter than four characters is ignored because it would shred ordinary text. */
    public void learn(Credential credential) {
        if (credential.kind() == Credential.Kind.PRIVATE_KEY) {
            learnKey(credential.privateKey());
            credential.passphrase().ifPresent(this::add);
            return;
        }
        add(credential.secret());
        if (credential.username() != null) {
            String pair = credential.username() + ":" + credential.secret();
            add(Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Each line of a key is a secret of its own, since logs are written by lines; its first and last line and its headers are none. */
    private void learnKey(String key) {
        add(key);
        add(key.strip());
        key.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST_LINE && !line.startsWith("-----") && !line.contains(":"))
                .forEach(this::add);
    }

    private void add(String secret) {
        if (secret.length() < SHORTEST) {
            return;
        }
        secrets.add(secret);
        secrets.add(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
        secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
    }

    /** The text without any known secret; null stays null. */
    public String redact(String text) {
        if (text == null) {
            return null;
        }
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, "****");
        }
        return clean;
    }
}
