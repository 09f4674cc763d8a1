package io.jenkins.plugins.delivery.engine.flow;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where images of the service live.
 *
 * @param registry host with optional port; empty when the configuration names none
 * @param path repository path below the host
 */
record ImageLocation(String registry, String path) {

    /** Private registry host names of Amazon ECR, see "Amazon ECR private registry" in the AWS documentation. */
    private static final Pattern ECR =
            Pattern.compile("(\\d{12})\\.dkr[.-]ecr(?:-fips)?\\.([a-z0-9-]+)\\.(?:amazonaws\\.com(?:\\.cn)?|on\\.aws)");

    static Optional<ImageLocation> of(Map<String, Object> image) {
        if (!image.containsKey("repository")) {
            return Optional.empty();
        }
        String repository = String.valueOf(image.get("repository"));
        int slash = repository.indexOf('/');
        String first = slash < 0 ? "" : repository.substring(0, slash);
        // The reference grammar's own rule: a first component with a dot or a colon, or localhost, is a host.
        boolean hosted = first.contains(".") || first.contains(":") || first.equals("localhost");
        String registry = image.containsKey("registry") ? String.valueOf(image.get("registry")) : hosted ? first : "";
        return Optional.of(new ImageLocation(registry, hosted ? repository.substring(slash + 1) : repository));
    }

    /** Host and path, as image references are written. */
    String full() {
        return registry.isEmpty() ? path : registry + "/" + path;
    }

    boolean isEcr() {
        return ECR.matcher(registry).matches();
    }

    /** Account and region that the ECR host names, as parameters of the ECR steps; empty for other registries. */
    Map<String, Object> ecrCoordinates() {
        Matcher host = ECR.matcher(registry);
        return host.matches() ? Map.of("registryId", host.group(1), "region", host.group(2)) : Map.of();
    }
}
