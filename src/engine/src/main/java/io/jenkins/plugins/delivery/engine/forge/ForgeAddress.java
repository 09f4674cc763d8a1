package io.jenkins.plugins.delivery.engine.forge;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the API of a repository's site is. Derived from the remote: {@code api.github.com} for github.com, {@code /api/v3} on GitHub
 * Enterprise Server (docs.github.com, "Getting started with the REST API") and {@code /api/v4} on GitLab (docs.gitlab.com/api/rest).
 *
 * @param kind GitHub or GitLab
 * @param api base address of the API
 * @param project owner and name, with slashes
 */
public record ForgeAddress(ForgeKind kind, String api, String project) {

    private static final Pattern WEB = Pattern.compile("(?<scheme>https?)://(?:[^@/]*@)?(?<host>[^/]+)/(?<path>.+)");
    private static final Pattern SSH = Pattern.compile("ssh://(?:[^@/]*@)?(?<host>[^/:]+)(?::\\d+)?/(?<path>.+)");
    private static final Pattern SCP = Pattern.compile("(?:[^@/:]+@)?(?<host>[^/:]+):(?<path>[^/].*)");

    /**
     * The address for a remote.
     *
     * @param kind who hosts it; AUTO to tell by the host
     * @param remote URL of the Git remote
     * @param api base URL of the API; null for that of the remote's host
     * @param project owner and name; null for the path of the remote
     * @return empty when there is no forge, or nothing tells which
     */
    public static Optional<ForgeAddress> of(ForgeKind kind, String remote, String api, String project) {
        if (kind == ForgeKind.NONE) {
            return Optional.empty();
        }
        Optional<Place> place = place(remote);
        String host = place.map(Place::host).orElse("").toLowerCase(Locale.ROOT);
        ForgeKind known = kind == ForgeKind.AUTO ? byHost(api == null ? host : host + " " + api) : kind;
        String name = project == null ? place.map(Place::path).orElse("") : project;
        String path = name.replaceFirst("/+$", "").replaceFirst("\\.git$", "");
        if (known == ForgeKind.NONE || !path.contains("/") || api == null && place.isEmpty()) {
            return Optional.empty();
        }
        String base = api == null ? base(known, place.get().scheme(), host) : api;
        return Optional.of(new ForgeAddress(known, base, path));
    }

    private static ForgeKind byHost(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("github")) {
            return ForgeKind.GITHUB;
        }
        return lower.contains("gitlab") ? ForgeKind.GITLAB : ForgeKind.NONE;
    }

    private static String base(ForgeKind kind, String scheme, String host) {
        if (kind == ForgeKind.GITLAB) {
            return scheme + "://" + host + "/api/v4";
        }
        return host.equals("github.com") || host.equals("ssh.github.com")
                ? "https://api.github.com"
                : scheme + "://" + host + "/api/v3";
    }

    private record Place(String scheme, String host, String path) {}

    private static Optional<Place> place(String remote) {
        Matcher web = WEB.matcher(remote);
        if (web.matches()) {
            return Optional.of(new Place(web.group("scheme"), web.group("host"), web.group("path")));
        }
        Matcher ssh = SSH.matcher(remote);
        if (ssh.matches()) {
            return Optional.of(new Place("https", ssh.group("host"), ssh.group("path")));
        }
        Matcher scp = SCP.matcher(remote);
        return scp.matches() ? Optional.of(new Place("https", scp.group("host"), scp.group("path"))) : Optional.empty();
    }
}
