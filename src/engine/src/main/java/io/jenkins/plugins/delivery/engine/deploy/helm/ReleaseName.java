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

    private static final Pattern DESCRIPTION = Pattern.compile("Version (\\S+), (.* )?intent ([0-9a-f]{20})");
    private static final Pattern ROLLBACK = Pattern.compile("Rollback to (\\d{1,9})");

    private ReleaseName() {}

    static String description(String version, String run, String intent) {
        return "Version " + version + ", " + (run == null ? "" : "run " + run.replaceAll("\\s", "") + ", ") + "intent "
                + intent;
    }

    /** The version that a revision runs: what its description says, or that of the one it went back to, or its chart. */
    static String version(Revision revision, List<Revision> all) {
        Matcher own = DESCRIPTION.matcher(revision.description());
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

    /** Whether it is the work of this intent. */
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
