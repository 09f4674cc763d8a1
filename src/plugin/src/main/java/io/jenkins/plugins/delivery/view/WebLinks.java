package io.jenkins.plugins.delivery.view;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Addresses that a page may link to: http and https, without credentials. Everything else stays text. */
final class WebLinks {

    private WebLinks() {}

    /** The address itself when a page may link to it, else null. */
    static String safe(String address) {
        try {
            URI uri = new URI(address);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("http") || scheme.equals("https");
            return web && uri.getHost() != null && uri.getRawUserInfo() == null ? address : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** The address of an artifact below that of its run; null for a name that no step of this plugin gives. */
    static String artifact(String name) {
        return name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*") ? "artifact/" + name : null;
    }

    /**
     * The page of a commit, or null. GitLab and Bitbucket have paths of their own; the other forges, and Git's web front ends that
     * imitate them, know {@code /commit/<id>}.
     */
    static String commit(String repository, String commit) {
        String safe = safe(repository);
        if (safe == null || !commit.matches("[0-9a-f]{7,64}")) {
            return null;
        }
        String base = safe.replaceAll("/+$", "").replaceAll("\\.git$", "");
        String host = URI.create(safe).getHost().toLowerCase(Locale.ROOT);
        String path = "/commit/";
        if (host.contains("gitlab")) {
            path = "/-/commit/";
        } else if (host.contains("bitbucket")) {
            path = "/commits/";
        }
        return base + path + commit;
    }
}
