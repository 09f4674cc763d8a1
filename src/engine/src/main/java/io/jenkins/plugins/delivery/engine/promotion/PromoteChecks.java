package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.Template;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Checks of the parameters that all steps have which bring a version to an environment or tell of it; each adds what it finds to the
 * list of problems.
 */
public final class PromoteChecks {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    private PromoteChecks() {}

    /** The names that templates may use; a null value is a name without value. */
    public static Map<String, String> variables(
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

    /** The template with its values; null, and a problem, when that cannot be. */
    public static String expand(String field, String template, Map<String, String> variables, List<String> problems) {
        if (template == null) {
            problems.add(field + " is required");
            return null;
        }
        try {
            return Template.expand(template, variables);
        } catch (IllegalArgumentException e) {
            problems.add(field + ": " + e.getMessage());
            return null;
        }
    }

    /** What is brought, and where; going back may leave the version out. */
    public static void subject(String env, String service, String version, String restore, List<String> problems) {
        name("env", env, problems);
        name("service", service, problems);
        if (version == null && restore == null) {
            problems.add("version is required: Version to promote.");
        }
        version("version", version, problems);
    }

    /** What identifies it, and what it proved. */
    public static void identity(String digest, String commit, String evidence, List<String> problems) {
        digest("digest", digest, problems);
        digest("evidence", evidence, problems);
        commit("commit", commit, problems);
    }

    static void name(String field, String value, List<String> problems) {
        matches(field, value, NAME, "a name of letters, digits, dots, dashes and underscores", problems);
    }

    public static void digest(String field, String value, List<String> problems) {
        matches(field, value, "sha256:[0-9a-f]{64}", "a digest of the form sha256:<64 hexadecimal digits>", problems);
    }

    public static void matches(String field, String value, String pattern, String what, List<String> problems) {
        if (value != null && !value.matches(pattern)) {
            problems.add(field + " '" + value + "' is not " + what);
        }
    }

    public static void version(String field, String value, List<String> problems) {
        matches(field, value, "[A-Za-z0-9][A-Za-z0-9._+-]{0,127}", "a version, for example 1.4.0", problems);
    }

    static void commit(String field, String value, List<String> problems) {
        matches(field, value, "[0-9a-f]{40}|[0-9a-f]{64}", "a full commit id", problems);
    }

    static void merge(Duration timeout, Duration remindAfter, List<String> problems) {
        positive("mergeTimeout", timeout, problems);
        positive("remindAfter", remindAfter, problems);
    }

    public static void positive(String field, Duration value, List<String> problems) {
        if (value != null && (value.isNegative() || value.isZero())) {
            problems.add(field + " must be longer than nothing");
        }
    }

    /** What must be said, and what cannot be, of the environment that comes before. */
    public static void order(String env, String after, String commit, String restore, List<String> problems) {
        if (restore != null && after != null) {
            problems.add("after and restore exclude each other: going back needs no earlier environment");
        }
        if (after != null && commit == null) {
            problems.add("commit is required with after: it tells which build must have passed " + after);
        }
        if (after != null && after.equals(env)) {
            problems.add("after: " + after + " is the environment that is promoted to");
        }
    }

    static void values(Map<String, Object> set, Map<String, String> variables, List<String> problems) {
        set.forEach((path, value) -> {
            expand("set", path, variables, problems);
            if (value instanceof Map || value instanceof List || value == null) {
                problems.add("set: '" + path + "' needs a single value; name each path, like image.tag");
            } else {
                expand("set: " + path, value.toString(), variables, problems);
            }
        });
        if (set.isEmpty()) {
            problems.add("set is empty: name at least one value, for example 'image.tag': '${ociTag}'");
        }
    }

    public static String lower(String value) {
        return value == null ? null : value.toLowerCase(Locale.ROOT);
    }
}
