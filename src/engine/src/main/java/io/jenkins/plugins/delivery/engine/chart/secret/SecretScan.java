package io.jenkins.plugins.delivery.engine.chart.secret;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds secrets that stand in plain text in a values file. Such a file lies in Git and in every packaged chart, so a secret in it is
 * known to everybody who may read either. What is no secret by its name and look is left alone: references, placeholders, names of
 * Secrets and of their keys, paths.
 */
public final class SecretScan {

    /** Deep enough for any values file, and an end for one that contains itself through an alias. */
    private static final int DEEPEST = 60;

    /** A longer one is data, in which only what is known by its look is looked for. */
    static final int LONGEST_LINE = 4096;

    /** What stands below these keys is a reference. */
    private static final Set<String> REFERENCES =
            Set.of("valueFrom", "secretKeyRef", "secretRef", "remoteRef", "existingSecret", "encryptedData", "sops");

    private final String file;
    private final List<SecretFinding> findings = new ArrayList<>();

    private SecretScan(String file) {
        this.file = file;
    }

    /**
     * The secrets of one file, in the order in which they stand there.
     *
     * @throws TerminalException when the text is no YAML
     */
    public static List<SecretFinding> of(String file, String text) {
        SecretScan scan = new SecretScan(file);
        scan.visit(SecretPlace.TOP, YamlValues.parse(file, text), 0);
        return List.copyOf(scan.findings);
    }

    private void visit(SecretPlace place, Object value, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (value instanceof Map<?, ?> map) {
            visitMap(place, map, depth);
        } else if (value instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                visit(place.item(i), items.get(i), depth + 1);
            }
        } else if (value instanceof String || value instanceof Number) {
            String text = value.toString();
            if (!text.isBlank()) {
                judge(place, text, value instanceof Number);
            }
        }
    }

    private void visitMap(SecretPlace place, Map<?, ?> map, int depth) {
        String kind = String.valueOf(map.get("kind"));
        if (SecretManifest.standIn(kind)) {
            return;
        }
        if (kind.equals("Secret")) {
            manifest(place, map);
            return;
        }
        // An environment variable is a pair of name and value; its name says what the value is.
        boolean pair = map.get("name") instanceof String && map.containsKey("value");
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = String.valueOf(entry.getKey());
            boolean variable = pair && key.equals("value");
            if (!REFERENCES.contains(key)) {
                String meant = variable ? String.valueOf(map.get("name")) : key;
                visit(place.key(key, meant, map, variable), entry.getValue(), depth + 1);
            }
        }
    }

    /** All that a Secret has is secret. */
    private void manifest(SecretPlace place, Map<?, ?> secret) {
        SecretManifest.entries(secret)
                .forEach((path, text) ->
                        report(place.key(path, path, secret, false), "a value of a Secret", SecretForm.MANIFEST, text));
    }

    private void judge(SecretPlace place, String text, boolean number) {
        Optional<KnownSecret> known = KnownSecret.in(text);
        if (SecretManifest.in(text)) {
            embedded(place, text);
        } else if (known.isPresent()) {
            SecretForm form =
                    place.variable() ? SecretForm.ENV_LIST : known.get().form();
            report(place, known.get().what(), form, text);
        } else if (text.strip().contains("\n")) {
            lines(place, text);
        } else if (text.length() > LONGEST_LINE) {
            return;
        } else if (ConnectionText.password(text).isPresent()) {
            SecretForm form = place.variable() ? SecretForm.ENV_LIST : SecretForm.CONNECTION;
            report(place, "an address with a password", form, text);
        } else if (secretByName(place, text, number)) {
            report(place, "a plaintext secret", place.form(), text);
        }
    }

    /** Manifests as texts, as {@code extraManifests} often has them. */
    private void embedded(SecretPlace place, String text) {
        for (String document : text.split("(?m)^---.*$")) {
            try {
                visit(place, YamlValues.parse(place.path(), document), 1);
            } catch (TerminalException e) {
                // A template that is YAML only when it is rendered.
                lines(place, document);
            }
        }
    }

    private void lines(SecretPlace place, String text) {
        for (ConfigText.Hit hit : ConfigText.hits(text)) {
            report(
                    place,
                    "in line " + hit.line() + " the plaintext secret '" + hit.name() + "'",
                    SecretForm.CONFIG_TEXT,
                    hit.text());
        }
        text.lines()
                .filter(line -> line.length() <= LONGEST_LINE)
                .flatMap(line -> ConnectionText.password(line).stream())
                .findFirst()
                .ifPresent(password -> report(place, "an address with a password", SecretForm.CONFIG_TEXT, password));
    }

    private static boolean secretByName(SecretPlace place, String text, boolean number) {
        String name = place.name();
        SecretName.Meaning meaning = SecretName.of(name);
        if (meaning == SecretName.Meaning.PLAIN
                || SecretText.harmless(text)
                || text.contains("://")
                || number && !SecretName.isPassword(name)) {
            return false;
        }
        if (SecretText.random(text)) {
            return true;
        }
        if (meaning == SecretName.Meaning.SUSPICIOUS || keyInSecret(place, text)) {
            return false;
        }
        if (meaning == SecretName.Meaning.SECRET_OR_OBJECT
                && (place.inList()
                        || SecretText.objectName(text)
                        || SecretName.isCollection(name) && SecretText.word(text))) {
            return false;
        }
        return !SecretText.namesFileOrVariable(text) && !SecretText.sentence(text);
    }

    /** Whether the value is the name of a key in a Secret, as beside {@code existingSecret}. */
    private static boolean keyInSecret(SecretPlace place, String text) {
        return place.amongKeyNames()
                || SecretName.endsWithKey(place.name())
                        && (place.besideSecretName()
                                || SecretText.objectName(text)
                                || SecretName.saysItself(place.name(), text));
    }

    private void report(SecretPlace place, String what, SecretForm form, String text) {
        findings.add(SecretFinding.of(file, place.path(), what, form, text));
    }
}
