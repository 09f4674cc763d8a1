package io.jenkins.plugins.delivery.engine.flow;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps credentials with the server that they were configured for: who names another server, and no credentials, gets none of a
 * weaker layer, so that no password goes to an address that it was not meant for.
 */
final class ServerAddress {

    /** Settings that hold a URL, by the order in which a section is asked for them. */
    private static final List<String> URLS = List.of("url", "oci");

    /** What belongs to a server, next to its address. */
    private static final List<String> PROPERTIES = List.of(
            "credentialsId",
            "plainHttp",
            "project",
            "region",
            "registryId",
            "endpoint",
            "roleArn",
            "tenant",
            "tenantHeader",
            "createRepository",
            "repositorySettings");

    private static final String FORGE_URL = "forgeUrl";

    /** What belongs to the site that hosts a repository and its pull requests. */
    static final List<String> OF_FORGE = List.of("forge", FORGE_URL, "forgeProject", "forgeCredentialsId");

    private ServerAddress() {}

    /**
     * Removes from a section what belongs to its server when a stronger layer names another one. A registry that the stronger layer
     * names in the repository takes the place of the weaker {@code registry} setting.
     */
    static void leaveServer(Map<String, Object> weaker, Map<String, Object> stronger) {
        leaveForge(weaker, stronger);
        Optional<String> to = server(stronger);
        if (to.isEmpty()) {
            return;
        }
        if (isOther(server(weaker), to)) {
            PROPERTIES.forEach(weaker::remove);
            OF_FORGE.forEach(weaker::remove);
        }
        if (!stronger.containsKey("registry")) {
            weaker.remove("registry");
        }
    }

    /** A forge is told from its own address, and without one from that of the repository. */
    private static void leaveForge(Map<String, Object> weaker, Map<String, Object> stronger) {
        if (stronger.containsKey(FORGE_URL) && !ofUrl(stronger.get(FORGE_URL)).equals(ofUrl(weaker.get(FORGE_URL)))) {
            OF_FORGE.forEach(weaker::remove);
        }
    }

    /** Whether both are known and differ. */
    static boolean isOther(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    /** The server that a section of the configuration names; empty when it names none. */
    static Optional<String> server(Map<String, Object> section) {
        Optional<String> url = URLS.stream()
                .filter(section::containsKey)
                .findFirst()
                .map(section::get)
                .flatMap(ServerAddress::ofUrl);
        if (url.isPresent()) {
            return url;
        }
        if (section.get("registry") instanceof String registry) {
            return Optional.of(registry.toLowerCase(Locale.ROOT));
        }
        return ImageLocation.of(section)
                .map(location -> location.registry().toLowerCase(Locale.ROOT))
                .filter(registry -> !registry.isEmpty())
                .or(() -> Optional.ofNullable(section.get("endpoint")).flatMap(ServerAddress::ofUrl));
    }

    /** Scheme, host and port of a URL; empty when it is none. */
    static Optional<String> ofUrl(Object url) {
        try {
            URI uri = URI.create(String.valueOf(url));
            return Optional.ofNullable(uri.getRawAuthority())
                    .map(authority -> (uri.getScheme() + "://" + authority).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            // The schema or the step that is given it says what is wrong with it.
            return Optional.empty();
        }
    }
}
