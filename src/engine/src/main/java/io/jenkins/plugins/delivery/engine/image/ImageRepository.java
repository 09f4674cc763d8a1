package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A repository in a registry, by the grammar of the OCI distribution specification (section "Pulling manifests").
 *
 * @param host of the registry, with its port when it has one
 * @param path of the repository
 */
public record ImageRepository(String host, String path) {

    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+])(:\\d{1,5})?");
    private static final Pattern PATH =
            Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    /** @throws InvalidInputException when the text is not {@code host/path} */
    public static ImageRepository parse(String text) {
        problemWith(text).ifPresent(problem -> {
            throw new InvalidInputException("The image repository", List.of(problem));
        });
        int slash = text.indexOf('/');
        return new ImageRepository(text.substring(0, slash), text.substring(slash + 1));
    }

    /** What is wrong with the text as a repository, as a clause. */
    static Optional<String> problemWith(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? "" : text.substring(0, slash);
        boolean isHost = host.contains(".") || host.contains(":") || host.equals("localhost");
        if (!isHost || !HOST.matcher(host).matches()) {
            return Optional.of("repository '" + text + "' names no registry; write host[:port]/path");
        }
        String path = text.substring(slash + 1);
        if (path.contains("@") || path.contains(":")) {
            return Optional.of("repository '" + text + "' carries a tag or digest; name the repository only");
        }
        if (!PATH.matcher(path).matches()) {
            return Optional.of("repository '" + text + "' has a path that registries refuse;"
                    + " use lower-case letters, digits and single . _ - between them");
        }
        return Optional.empty();
    }

    /** Whether the text is a tag that every registry accepts. */
    public static boolean isTag(String text) {
        return TAG.matcher(text).matches();
    }

    /** Whether the registry is on this machine, where plain http is the custom. */
    public boolean loopback() {
        String name = URI.create("http://" + host).getHost();
        return name != null
                && (name.equals("localhost") || name.equals("[::1]") || name.matches("127(\\.\\d{1,3}){3}"));
    }

    @Override
    public String toString() {
        return host + "/" + path;
    }
}
