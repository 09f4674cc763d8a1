package io.jenkins.plugins.delivery.engine.image;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host of a private registry in Amazon ECR (Amazon ECR user guide, "Private registry concepts" and "Making requests to Amazon ECR
 * registries"): of IPv4, dual-stack and FIPS endpoints, in every partition that the public can use.
 *
 * @param registryId the account
 * @param region of AWS
 */
public record EcrHost(String registryId, String region) {

    private static final Pattern HOST = Pattern.compile("(\\d{12})\\.dkr[.-]ecr(?:-fips)?\\.([a-z0-9-]+)\\."
            + "(?:amazonaws\\.com|amazonaws\\.com\\.cn|amazonaws\\.eu|on\\.aws|on\\.amazonwebservices\\.com\\.cn)");

    /** Empty when the host is another registry. */
    public static Optional<EcrHost> parse(String host) {
        Matcher matcher = HOST.matcher(host.toLowerCase(Locale.ROOT));
        return matcher.matches() ? Optional.of(new EcrHost(matcher.group(1), matcher.group(2))) : Optional.empty();
    }
}
