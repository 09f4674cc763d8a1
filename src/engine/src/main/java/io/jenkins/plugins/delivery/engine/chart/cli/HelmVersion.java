package io.jenkins.plugins.delivery.engine.chart.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a Helm program.
 *
 * @param text as Helm says it, without the leading v
 */
record HelmVersion(int major, int minor, String text) {

    /** The first Helm with registries of the OCI kind switched on (Helm 3.8.0 release notes). */
    static final String LEAST = "3.8";

    /** The newest major version whose commands are known to be those that this package calls. */
    private static final int NEWEST_MAJOR = 4;

    private static final Pattern VERSION = Pattern.compile("v?((\\d{1,4})\\.(\\d{1,4})(?:[.+-][\\w.+-]*)?)");

    /** Reads what {@code helm version --template {{.Version}}} prints; a Helm that was built from source may say {@code v3.21}. */
    static Optional<HelmVersion> parse(String output) {
        Matcher version = VERSION.matcher(output.strip());
        return version.matches()
                ? Optional.of(new HelmVersion(
                        Integer.parseInt(version.group(2)), Integer.parseInt(version.group(3)), version.group(1)))
                : Optional.empty();
    }

    boolean fit() {
        return major == 3 && minor >= 8 || major > 3 && major <= NEWEST_MAJOR;
    }
}
