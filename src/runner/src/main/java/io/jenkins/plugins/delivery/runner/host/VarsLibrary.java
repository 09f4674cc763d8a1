package io.jenkins.plugins.delivery.runner.host;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The vars and resources of the shared library: those packed with the runner, and over them those of a folder. */
public final class VarsLibrary {

    private static final String SUFFIX = ".groovy";

    private final Path folder;

    /**
     * @param folder a checkout of a library with {@code vars/}; null for what is packed with the runner alone
     * @throws InvalidInputException when the folder has no {@code vars}
     */
    public VarsLibrary(Path folder) {
        this.folder = folder;
        if (folder != null && !Files.isDirectory(folder.resolve("vars"))) {
            throw new InvalidInputException(
                    "--library", List.of(folder + " has no folder vars/ with Groovy files in it."));
        }
    }

    /** The Groovy text of a var. */
    public Optional<String> source(String name) {
        return name.matches("\\w+") ? read("vars/" + name + SUFFIX) : Optional.empty();
    }

    /** A file below {@code resources/} of the library. */
    public Optional<String> resource(String path) {
        Path root = folder == null ? null : folder.resolve("resources").normalize();
        if (root != null
                && root.resolve(path).normalize().startsWith(root)
                && Files.isRegularFile(root.resolve(path))) {
            return Optional.of(readFile(root.resolve(path)));
        }
        return readPacked(path);
    }

    /** The Groovy classes of the library; null when it has none. */
    public Path sources() {
        return folder != null && Files.isDirectory(folder.resolve("src")) ? folder.resolve("src") : null;
    }

    /** Names of all vars. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(packedNames());
        if (folder != null) {
            names.addAll(list(folder.resolve("vars")));
        }
        return names;
    }

    private Optional<String> read(String path) {
        if (folder != null && Files.isRegularFile(folder.resolve(path))) {
            return Optional.of(readFile(folder.resolve(path)));
        }
        return readPacked(path);
    }

    private static Optional<String> readPacked(String path) {
        try (InputStream in = VarsLibrary.class.getResourceAsStream("/" + path)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read from the runner's jar", e);
        }
    }

    private static String readFile(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static Set<String> packedNames() {
        URL packed = VarsLibrary.class.getResource("/vars");
        if (packed == null) {
            return Set.of();
        }
        try {
            if (packed.openConnection() instanceof JarURLConnection jar) {
                return names(jar.getJarFile().stream()
                        .map(java.util.zip.ZipEntry::getName)
                        .filter(entry -> entry.startsWith("vars/"))
                        .map(entry -> entry.substring("vars/".length())));
            }
            return list(Path.of(packed.toURI()));
        } catch (IOException e) {
            throw new UncheckedIOException("The vars in the runner's jar cannot be listed", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(packed + " is no address of a folder", e);
        }
    }

    private static Set<String> list(Path vars) {
        try (Stream<Path> files = Files.list(vars)) {
            return names(files.map(file -> file.getFileName().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(vars + " cannot be listed", e);
        }
    }

    private static Set<String> names(Stream<String> files) {
        Set<String> names = new TreeSet<>();
        files.filter(file -> file.endsWith(SUFFIX) && !file.contains("/"))
                .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                .forEach(names::add);
        return names;
    }
}
