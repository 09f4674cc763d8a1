package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Checks of the parameters of {@code argoPromote}; each adds what it finds to the list of problems. */
final class PromoteChecks {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    private PromoteChecks() {}

    /** The names that templates may use; a null value is a name without value. */
    static Map<String, String> variables(
            String env, String service, String version, String chartVersion, String digest, String commit) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("env", env);
        variables.put("service", service);
        variables.put("version", version);
        // An OCI tag may not contain a plus sign (distribution specification, "Pulling manifests").
        variables.put("ociTag", version == null ? null : version.replace('+', '_'));
        variables.put("chartVersion", chartVersion);
        variables.put("digest", digest);
        variables.put("commit", commit);
        return variables;
    }

    static void expand(String field, String template, Map<String, String> variables, List<String> problems) {
        if (template == null) {
            problems.add(field + " is required");
            return;
        }
        try {
            Template.expand(template, variables);
        } catch (IllegalArgumentException e) {
            problems.add(field + ": " + e.getMessage());
        }
    }

    static void name(String field, String value, List<String> problems) {
        matches(field, value, NAME, "a name of letters, digits, dots, dashes and underscores", problems);
    }

    static void digest(String field, String value, List<String> problems) {
        matches(field, value, "sha256:[0-9a-f]{64}", "a digest of the form sha256:<64 hexadecimal digits>", problems);
    }

    static void matches(String field, String value, String pattern, String what, List<String> problems) {
        if (value != null && !value.matches(pattern)) {
            problems.add(field + " '" + value + "' is not " + what);
        }
    }

    static String lower(String value) {
        return value == null ? null : value.toLowerCase(Locale.ROOT);
    }
}
