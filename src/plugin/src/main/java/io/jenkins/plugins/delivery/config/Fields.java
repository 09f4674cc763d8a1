package io.jenkins.plugins.delivery.config;

import hudson.Util;
import io.jenkins.plugins.delivery.engine.git.GitUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Helps with the fields of a form: an empty one is none. */
final class Fields {

    private static final String NAME = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    private Fields() {}

    /** The text without surrounding blanks; null for an empty one. */
    static String trimmed(String text) {
        return Util.fixEmptyAndTrim(text);
    }

    /** The values in a list of their own, of a class that is saved readably. */
    static <T> List<T> copy(List<T> values) {
        return values == null ? new ArrayList<>() : new ArrayList<>(values);
    }

    /** Adds a value that is there. */
    static void put(Map<String, Object> map, String key, Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    /** What is wrong with a name, as a sentence. */
    static Optional<String> problemWithName(String name) {
        if (trimmed(name) == null) {
            return Optional.of("A name is missing.");
        }
        return name.matches(NAME)
                ? Optional.empty()
                : Optional.of("'" + name + "' is no name; use lower-case letters, digits and dashes, at most 63.");
    }

    /**
     * What is wrong with a URL, as a sentence. The text itself is only repeated when it holds no user name or password.
     *
     * @param template whether {@code ${service}} and {@code ${env}} may stand in it
     */
    static Optional<String> problemWithUrl(String text, boolean template) {
        String url = trimmed(text);
        if (url == null) {
            return Optional.of("A URL is missing.");
        }
        if (url.contains("@")) {
            return Optional.of(
                    "The URL has an '@': user name and password do not belong into it. Choose credentials instead.");
        }
        try {
            String concrete = template ? url.replaceAll("\\$\\{(service|env)}", "x") : url;
            URI uri = new URI(concrete);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web && uri.getHost() != null
                    ? Optional.empty()
                    : Optional.of("'" + url + "' is not an http or https URL.");
        } catch (URISyntaxException e) {
            return Optional.of("'" + url + "' is not a URL.");
        }
    }

    /** The same of a Git repository, which may also be reached by SSH: there the user belongs to the address. */
    static Optional<String> problemWithRepository(String text) {
        String url = trimmed(text);
        return url != null && GitUrl.isSsh(url)
                ? GitUrl.problem("The URL", url).map(problem -> problem + ".")
                : problemWithUrl(text, false);
    }
}
