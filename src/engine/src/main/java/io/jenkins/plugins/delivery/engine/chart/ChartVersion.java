package io.jenkins.plugins.delivery.engine.chart;

import java.util.List;
import java.util.regex.Pattern;

/** What a version of a chart has to look like. */
final class ChartVersion {

    /** Semantic Versioning 2.0.0, the pattern of its FAQ; Helm insists on it for charts in OCI registries. */
    private static final Pattern STRICT_SEMVER =
            Pattern.compile("(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)"
                    + "(\\.(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\\+[0-9a-zA-Z-]+(\\.[0-9a-zA-Z-]+)*)?");

    private static final int LONGEST_TAG = 128;

    private ChartVersion() {}

    static boolean strict(String version) {
        return STRICT_SEMVER.matcher(version).matches();
    }

    /**
     * Adds a clause when the version cannot be that of a chart.
     *
     * @param tag whether it becomes the tag of an OCI registry too
     */
    static void check(String version, boolean tag, List<String> problems) {
        if (!strict(version)) {
            problems.add("version '" + version + "' is not strict SemVer (MAJOR.MINOR.PATCH[-prerelease])"
                    + (version.startsWith("v") ? "; drop the leading 'v'" : ""));
        } else if (tag && version.contains("+")) {
            problems.add("version '" + version
                    + "' has build metadata, and '+' is not allowed in an OCI tag; use semverTag's chartVersion");
        } else if (tag && version.length() > LONGEST_TAG) {
            problems.add("version '" + version + "' is longer than the " + LONGEST_TAG + " characters of an OCI tag");
        }
    }
}
