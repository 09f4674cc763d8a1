package io.jenkins.plugins.delivery.runner.report;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Decides which addresses from outside become links: only those of the web, which cannot run a script. */
final class WebLink {

    private WebLink() {}

    /** The address when it is safe to follow, otherwise an empty text. */
    static String of(String address) {
        try {
            URI uri = new URI(address);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean web = (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null;
            return web && uri.getUserInfo() == null ? uri.toString() : "";
        } catch (URISyntaxException e) {
            // Not an address: shown as text, if at all.
            return "";
        }
    }
}
