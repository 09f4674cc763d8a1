package io.jenkins.plugins.delivery.engine.gate.aps;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host of Amazon Managed Service for Prometheus (AWS General Reference, "Amazon Managed Service for Prometheus endpoints and
 * quotas"; of a VPC endpoint: its user guide, "Using with interface VPC endpoints").
 */
public final class ApsHost {

    private static final Pattern HOST = Pattern.compile("(?:[a-z0-9-]+\\.)?aps-workspaces(?:-fips)?\\.([a-z0-9-]+)\\."
            + "(?:vpce\\.)?(?:amazonaws\\.com|amazonaws\\.com\\.cn|amazonaws\\.eu|api\\.aws)");

    private ApsHost() {}

    /** The region that a host of the service names; empty for every other host. */
    public static Optional<String> region(String host) {
        Matcher matcher = HOST.matcher(host.toLowerCase(Locale.ROOT));
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
