package io.jenkins.plugins.delivery.engine.chart.secret;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the name of a value says about it: {@code db_password}, {@code apiKey}, {@code SLACK_TOKEN}, {@code existingSecret}. */
final class SecretName {

    /** How much a name says. */
    enum Meaning {
        /** The value is a secret, whatever it looks like. */
        SECRET,
        /** The value is a secret, or the name of the Kubernetes Secret that has it; its look decides. */
        SECRET_OR_OBJECT,
        /** The value is a secret when it is random. */
        SUSPICIOUS,
        /** Nothing. */
        PLAIN
    }

    private static final Set<String> SECRETS =
            set("password passwords passwd passwds pwd pass passphrase token tokens apikey apikeys "
                    + "privatekey secretkey accesskey authkey masterkey dbpassword dbpass userpassword "
                    + "rootpassword authtoken accesstoken clientsecret appsecret connectionstring "
                    + "dockerconfigjson dockercfg htpasswd pgpassword requirepass");

    private static final Set<String> OBJECTS = Set.of("secret", "secrets", "credential", "credentials", "creds");

    private static final Set<String> SUSPECTS =
            set("key keys auth authorization cookie salt pepper signature seed sas dsn webhook session pin "
                    + "otp hmac jwt bearer license");

    /** Before "key": what makes the key a secret. */
    private static final Set<String> KINDS_OF_KEY =
            set("api access secret private encryption signing master account fernet hmac");

    /** Before "secret": whose secret it is; without such a word it may be the name of a Kubernetes object. */
    private static final Set<String> OWNERS_OF_SECRET =
            set("client app consumer shared jwt cookie session webhook hmac signing api hash");

    /** Somewhere in a name that ends with "secret": then the value names a Kubernetes object. */
    private static final Set<String> REFERENCES =
            set("existing pull tls ingress certificate cert vars env envs external sealed ref from ca "
                    + "registry mount volume kubernetes k8s");

    /** Before the last word: then the value tells how such things are, and is none itself. */
    private static final Set<String> ABOUT =
            set("no disable enable use max min num public allow show create generate reset rotate mount "
                    + "automount require bound");

    private SecretName() {}

    private static Set<String> set(String words) {
        return Set.of(words.split(" "));
    }

    static Meaning of(String name) {
        List<String> words = words(name);
        String last = words.isEmpty() ? "" : words.get(words.size() - 1);
        String before = words.size() < 2 ? "" : words.get(words.size() - 2);
        if (ABOUT.contains(before) || words.size() > 1 && ABOUT.contains(words.get(0)) && !last.equals("key")) {
            return Meaning.PLAIN;
        }
        if (SECRETS.contains(last)
                || last.equals("key") && KINDS_OF_KEY.contains(before)
                || last.equals("string") && before.equals("connection")
                || last.equals("json") && before.equals("config") && words.contains("docker")) {
            return Meaning.SECRET;
        }
        if (OBJECTS.contains(last)) {
            if (words.stream().anyMatch(REFERENCES::contains)) {
                return Meaning.PLAIN;
            }
            return OWNERS_OF_SECRET.contains(before) ? Meaning.SECRET : Meaning.SECRET_OR_OBJECT;
        }
        return SUSPECTS.contains(last) ? Meaning.SUSPICIOUS : Meaning.PLAIN;
    }

    /** Whether it is a password that people remember, which may be a number. */
    static boolean isPassword(String name) {
        List<String> words = words(name);
        String last = words.isEmpty() ? "" : words.get(words.size() - 1);
        return last.contains("pass") || last.equals("pwd");
    }

    /** Whether it is a word like "credentials", below which several things may stand. */
    static boolean isCollection(String name) {
        List<String> words = words(name);
        return !words.isEmpty() && OBJECTS.contains(words.get(words.size() - 1)) && !name.endsWith("ecret");
    }

    /** Whether the name ends with "key", which often is the key inside a Secret and not a key that opens something. */
    static boolean endsWithKey(String name) {
        List<String> words = words(name);
        return !words.isEmpty() && words.get(words.size() - 1).equals("key");
    }

    /** Whether the value is a word of the name, as in {@code tokenSecretKey: token}. */
    static boolean saysItself(String name, String value) {
        return words(name).contains(value);
    }

    /** Whether the value names a Secret: {@code existingSecret}, {@code secretName}, {@code credentialsSecretRef}. */
    static boolean namesObject(String name) {
        List<String> words = words(name);
        return words.contains("existing") && words.contains("secret")
                || words.contains("secret") && (words.contains("name") || words.contains("ref"));
    }

    /** Whether what stands below are names of keys of a Secret: {@code secretKeys}, {@code existingSecretKeyMapping}. */
    static boolean mapsKeys(String name) {
        List<String> words = words(name);
        boolean keys = words.contains("keys") || words.contains("mapping") || words.contains("mappings");
        return keys && (words.contains("secret") || words.contains("existing"))
                || words.contains("existing") && words.contains("secret");
    }

    /** Whether it is the name of an environment variable. */
    static boolean isVariable(String name) {
        return name.matches("[A-Z][A-Z0-9]*(_[A-Z0-9]+)+");
    }

    /** The words of a camelCase, snake_case, kebab-case or dotted name, in lower case. */
    static List<String> words(String name) {
        return Arrays.stream(name.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                        .replaceAll("([A-Z]+)([A-Z][a-z])", "$1 $2")
                        .split("[^A-Za-z0-9]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }
}
