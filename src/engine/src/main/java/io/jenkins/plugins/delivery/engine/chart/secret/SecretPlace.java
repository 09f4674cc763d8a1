package io.jenkins.plugins.delivery.engine.chart.secret;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a value stands.
 *
 * @param path of the value
 * @param name that says what it is: its key, or the name of the environment variable
 * @param siblings the map that it is in; empty in a list
 * @param parent where that map is; null at the top
 * @param variable whether it is the value of a pair of name and value
 */
record SecretPlace(String path, String name, Map<?, ?> siblings, SecretPlace parent, boolean variable) {

    static final SecretPlace TOP = new SecretPlace("", "", Map.of(), null, false);

    private static final Set<String> DATABASES = Set.of(
            "db",
            "database",
            "postgres",
            "postgresql",
            "mysql",
            "mariadb",
            "mongo",
            "mongodb",
            "redis",
            "sql",
            "datasource");

    private static final Set<String> BESIDE_A_PASSWORD =
            Set.of("host", "hostname", "database", "dbname", "user", "username", "port");

    private static final Set<String> ENVIRONMENTS = Set.of("env", "envs", "environment", "vars", "variables");

    SecretPlace key(String key, String meant, Map<?, ?> map, boolean isVariable) {
        return new SecretPlace(path.isEmpty() ? key : path + "." + key, meant, map, this, isVariable);
    }

    /** An item of a list is called as the list is. */
    SecretPlace item(int index) {
        return new SecretPlace(path + "[" + index + "]", name, Map.of(), parent, false);
    }

    boolean inList() {
        return path.endsWith("]");
    }

    /** Whether a key of the same map names the Secret, so that this one is rather a key in it. */
    boolean besideSecretName() {
        return siblings.entrySet().stream()
                        .anyMatch(entry -> entry.getValue() instanceof String text
                                && !text.isBlank()
                                && SecretName.namesObject(String.valueOf(entry.getKey())))
                || siblings.containsKey("remoteRef")
                || siblings.containsKey("existingSecret") && SecretName.endsWithKey(name);
    }

    /** Whether something above says that here are names of keys. */
    boolean amongKeyNames() {
        return ancestors().anyMatch(place -> SecretName.mapsKeys(place.name));
    }

    /** How a secret is written here when nothing else is known of it. */
    SecretForm form() {
        if (variable) {
            return SecretForm.ENV_LIST;
        }
        if (SecretName.isVariable(name) || ancestors().limit(1).anyMatch(place -> says(place.name, ENVIRONMENTS))) {
            return SecretForm.ENV_MAP;
        }
        if (siblings.containsKey("registry") || says(name, Set.of("dockerconfigjson", "dockercfg"))) {
            return SecretForm.PULL_SECRET;
        }
        if (says(name, Set.of("htpasswd"))
                || ancestors().limit(1).anyMatch(place -> SecretName.words(place.name)
                        .contains("basic"))) {
            return SecretForm.BASIC_AUTH;
        }
        boolean database = SecretName.isPassword(name)
                && (says(name, DATABASES)
                        || ancestors().anyMatch(place -> says(place.name, DATABASES))
                        || siblings.keySet().stream().anyMatch(key -> says(String.valueOf(key), BESIDE_A_PASSWORD)));
        return database ? SecretForm.DATABASE : SecretForm.VALUE;
    }

    private Stream<SecretPlace> ancestors() {
        return Stream.iterate(parent, place -> place != null && place != TOP, SecretPlace::parent);
    }

    private static boolean says(String name, Set<String> words) {
        return SecretName.words(name).stream().anyMatch(words::contains);
    }
}
