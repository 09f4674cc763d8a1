package io.jenkins.plugins.delivery.engine.deploy.helm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The description that a revision gets in Helm's history, for people and to be known again: version, run, and the identity of the
 * intent.
 */
final class ReleaseName {

    private static final Pattern DESCRIPTION =
            Pattern.compile("Version (\\S+), (?:run (\\S+), )?intent ([0-9a-f]{20})");
    private static final Pattern ROLLBACK = Pattern.compile("Rollback to (\\d{1,9})");

    private ReleaseName() {}

    static String description(String version, String run, String intent) {
        return "Version " + version + ", " + (run == null ? "" : "run " + word(run) + ", ") + "intent " + intent;
    }

    private static String word(String run) {
        return run.replaceAll("\\s", "");
    }

    /** Whether a run brought this version with it, whatever became of it; a run without a name knows its work by the version alone. */
    static boolean isOf(Revision revision, String version, String run) {
        Matcher own = DESCRIPTION.matcher(own(revision));
        return own.matches()
                && own.group(1).equals(version)
                && (run == null || word(run).equals(own.group(2)));
    }

    /** The version that a revision runs: what its description says, or that of the one it went back to, or its chart. */
    static String version(Revision revision, List<Revision> all) {
        Matcher own = DESCRIPTION.matcher(own(revision));
        if (own.matches()) {
            return own.group(1);
        }
        Matcher back = ROLLBACK.matcher(revision.description());
        if (back.matches()) {
            int number = Integer.parseInt(back.group(1));
            for (Revision earlier : all) {
                if (earlier.number() == number && number < revision.number()) {
                    return version(earlier, all);
                }
            }
        }
        return revision.chart();
    }

    /** The description that a revision got first, also of one that this product has noted as failed since; empty when it has none. */
    static String own(Revision revision) {
        String text = revision.description();
        Matcher own =
                DESCRIPTION.matcher(text.startsWith(Revision.FAILED) ? text.substring(Revision.FAILED.length()) : text);
        return own.lookingAt() ? own.group() : "";
    }

    /** Whether it is the work of this intent, and not noted as failed. */
    static boolean isOf(Revision revision, String intent) {
        Matcher own = DESCRIPTION.matcher(revision.description());
        return own.matches() && own.group(3).equals(intent);
    }

    /** Whether it went back from another. */
    static boolean isRollback(Revision revision) {
        return ROLLBACK.matcher(revision.description()).matches();
    }

    /** The same for the same call of the same run; without a run each call is one of its own. */
    static String intent(HelmDeployRequest request, String run) {
        String text = String.join(
                "\n",
                run == null ? UUID.randomUUID().toString() : run,
                request.namespaceName(),
                request.releaseName(),
                request.chart(),
                String.valueOf(request.chartVersion()),
                String.valueOf(request.chartDigest()),
                request.version(),
                String.valueOf(request.digest()),
                request.set().toString(),
                request.valuesFiles().toString());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
