package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds secrets that stand in plain text in a values file. Such a file lies in Git and in every packaged chart, so a secret in it is
 * known to everybody who may read either.
 */
final class ValuesSecretScan {

    /** Deep enough for any values file, and an end for one that contains itself through an alias. */
    private static final int DEEPEST = 60;

    /** References, not secrets: what a template, a deployer's placeholder or a secret manager fills in later. */
    private static final Pattern REFERENCE = Pattern.compile(
            "(?s)\\s*(\\{\\{.*}}|\\$\\{[^}]+}|\\$\\([^)]+\\)|<[^>]*>|(vault|ref\\+\\w+|awssm|gcpsm|sops|secretref|env):.*"
                    + "|ENC\\[.*])\\s*");

    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN ([A-Z]+ )*PRIVATE KEY( BLOCK)?-----");
    private static final Pattern AWS_KEY = Pattern.compile("\\b(AKIA|ASIA)[0-9A-Z]{16}\\b");
    private static final Pattern URL_WITH_PASSWORD = Pattern.compile("\\b[a-z][a-z0-9+.-]*://[^\\s/:@]+:([^\\s/@]+)@");

    private final String file;
    private final List<String> problems = new ArrayList<>();

    private ValuesSecretScan(String file) {
        this.file = file;
    }

    /**
     * One clause for each secret: file, path, and what should stand there instead. The value itself is never in it.
     *
     * @throws io.jenkins.plugins.delivery.engine.TerminalException when the text is no YAML
     */
    static List<String> problems(String file, String text) {
        ValuesSecretScan scan = new ValuesSecretScan(file);
        scan.visit("", "", YamlValues.parse(file, text), 0);
        return scan.problems;
    }

    private void visit(String path, String name, Object value, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (value instanceof Map<?, ?> map) {
            Object variable = map.get("name");
            boolean nameAndValue = variable instanceof String && map.containsKey("value");
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String key = String.valueOf(entry.getKey());
                // An environment variable is a pair of name and value; its name says what the value is.
                String meant = nameAndValue && key.equals("value") ? String.valueOf(variable) : key;
                visit(path.isEmpty() ? key : path + "." + key, meant, entry.getValue(), depth + 1);
            }
        } else if (value instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                visit(path + "[" + i + "]", name, items.get(i), depth + 1);
            }
        } else if (value instanceof String || value instanceof Number) {
            String text = value.toString();
            if (!text.isBlank() && !REFERENCE.matcher(text).matches()) {
                judge(path, name, text);
            }
        }
    }

    private void judge(String path, String name, String text) {
        if (PRIVATE_KEY.matcher(text).find()) {
            report(path, "a private key");
        } else if (AWS_KEY.matcher(text).find()) {
            report(path, "an AWS access key");
        } else if (passwordInUrl(text)) {
            report(path, "a URL with a password");
        } else if (SecretKey.matches(name)) {
            report(path, "a plaintext secret");
        }
    }

    private static boolean passwordInUrl(String text) {
        var matcher = URL_WITH_PASSWORD.matcher(text);
        return matcher.find() && !REFERENCE.matcher(matcher.group(1)).matches();
    }

    private void report(String path, String what) {
        int dot = path.lastIndexOf('.');
        String reference = (dot < 0 ? "" : path.substring(0, dot + 1)) + "existingSecret";
        problems.add(file + ": " + path + " holds " + what
                + " (****); keep it in a Secret that External Secrets or your secret manager fills, and name that Secret here ("
                + reference + ": <name>)");
    }
}
