package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.Template;
import io.jenkins.plugins.delivery.engine.git.GitUrl;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks of the parameters that the steps of all deployers have; each adds what it finds to the list of problems. */
public final class DeployChecks {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
    private static final String VERSION = "[A-Za-z0-9][A-Za-z0-9._+-]{0,127}";
    private static final String DIGEST = "sha256:[0-9a-f]{64}";

    private DeployChecks() {}

    /** The names of what is deployed and where. */
    public static void subject(String env, String service, String version, String restore, List<String> problems) {
        matches("env", env, NAME, "a name of letters, digits, dots, dashes and underscores", problems);
        matches("service", service, NAME, "a name of letters, digits, dots, dashes and underscores", problems);
        if (version == null && restore == null) {
            problems.add("version is required: Version to deploy.");
        }
        matches("version", version, VERSION, "a version, for example 1.4.0", problems);
    }

    /** What is written into the ledger, and where that is. */
    public static void ledger(String digest, String commit, String evidence, String gitops, List<String> problems) {
        matches("digest", digest, DIGEST, "a digest of the form sha256:<64 hexadecimal digits>", problems);
        matches("evidence", evidence, DIGEST, "a digest of the form sha256:<64 hexadecimal digits>", problems);
        matches("commit", commit, "[0-9a-f]{40}|[0-9a-f]{64}", "a full commit id", problems);
        if (gitops != null) {
            GitUrl.problem("gitops", gitops).ifPresent(problems::add);
        }
    }

    public static void matches(String field, String value, String pattern, String what, List<String> problems) {
        if (value != null && !value.matches(pattern)) {
            problems.add(field + " '" + value + "' is not " + what);
        }
    }

    public static void positive(String field, Duration value, List<String> problems) {
        if (value != null && (value.isNegative() || value.isZero())) {
            problems.add(field + " must be longer than nothing");
        }
    }

    /** The names that templates may use, as those of {@code argoPromote}; a null value is a name without value. */
    public static Map<String, String> variables(
            String env, String service, String version, String digest, String chartVersion) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("env", env);
        variables.put("service", service);
        variables.put("version", version);
        // An OCI tag may not contain a plus sign (distribution specification, "Pulling manifests").
        variables.put("ociTag", version == null ? null : version.replace('+', '_'));
        variables.put("digest", digest);
        variables.put("chartVersion", chartVersion);
        return variables;
    }

    /** The template with its values; null, and a problem, when that cannot be. */
    public static String expand(String field, String template, Map<String, String> variables, List<String> problems) {
        try {
            return template == null ? null : Template.expand(template, variables);
        } catch (IllegalArgumentException e) {
            problems.add(field + ": " + e.getMessage());
            return null;
        }
    }
}
