package io.jenkins.plugins.delivery.engine.gate.zap;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import java.util.List;
import java.util.Optional;

/**
 * The part of the web that a scan is about. ZAP itself compares addresses by their beginning only, so that a scan of
 * {@code http://shop:80} would get the alerts of {@code http://shop:8080} as well.
 *
 * @param base address without a slash at its end
 */
record ZapTarget(String base) {

    /** @throws InvalidInputException when it is no http or https address, or carries credentials */
    static ZapTarget of(String url) {
        HttpEndpoint.of("the scanned site", url, Optional.empty());
        String address = url.replaceAll("(?i)^(http://[^/]*):80(?=/|$)", "$1")
                .replaceAll("(?i)^(https://[^/]*):443(?=/|$)", "$1")
                .replaceAll("/+$", "");
        if (address.contains("?") || address.contains("#")) {
            throw new InvalidInputException(
                    "The address of the scanned site",
                    List.of("'" + url + "' has a query; give where the site begins"));
        }
        return new ZapTarget(address);
    }

    /** Whether an address that ZAP reports is inside. */
    boolean covers(String url) {
        String address = url.replaceAll("(?i)^(http://[^/?#]*):80(?=[/?#]|$)", "$1")
                .replaceAll("(?i)^(https://[^/?#]*):443(?=[/?#]|$)", "$1");
        return address.regionMatches(true, 0, base, 0, base.length())
                && (address.length() == base.length() || "/?#".indexOf(address.charAt(base.length())) >= 0);
    }

    /** Where a browser would begin. */
    String start() {
        return base + "/";
    }
}
