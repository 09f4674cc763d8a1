package io.jenkins.plugins.delivery.engine.chart;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether the name of a value says that the value is a secret: {@code db_password}, {@code apiKey}, {@code SLACK_TOKEN}. */
final class SecretKey {

    private static final Set<String> LAST_WORDS = Set.of(
            "password",
            "passwd",
            "pwd",
            "passphrase",
            "secret",
            "token",
            "apikey",
            "privatekey",
            "secretkey",
            "credential",
            "credentials",
            "accesskey",
            "dbpassword",
            "userpassword",
            "rootpassword",
            "authtoken",
            "clientsecret");

    /** Before "key": what makes the key a secret. */
    private static final Set<String> KINDS_OF_KEY =
            Set.of("api", "access", "secret", "private", "encryption", "signing", "license");

    /** Before the last word: what makes it the name of a Kubernetes object, which is a reference and no secret. */
    private static final Set<String> REFERENCES = Set.of("existing", "pull", "tls", "ingress", "certificate", "cert");

    private SecretKey() {}

    static boolean matches(String name) {
        List<String> words = words(name);
        String last = words.isEmpty() ? "" : words.get(words.size() - 1);
        String before = words.size() < 2 ? "" : words.get(words.size() - 2);
        if (last.equals("secret") && (REFERENCES.contains(before) || words.contains("existing"))) {
            return false;
        }
        return LAST_WORDS.contains(last) || last.equals("key") && KINDS_OF_KEY.contains(before);
    }

    /** The words of a camelCase, snake_case, kebab-case or dotted name, in lower case. */
    private static List<String> words(String name) {
        return Arrays.stream(name.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                        .replaceAll("([A-Z]+)([A-Z][a-z])", "$1 $2")
                        .split("[^A-Za-z0-9]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }
}
