package io.jenkins.plugins.delivery.library;

import hudson.PluginWrapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** What of the shared library is packed with this plugin: the repository's {@code vars/} and {@code resources/}, put there by the build. */
final class BundledLibrary {

    /** Its name in {@code @Library}, in the log and on pages; the id of the plugin. */
    static final String NAME = "git-flow-delivery";
    /** The var by which two libraries of this kind recognise each other. */
    static final String MAIN_VARIABLE = "deliveryPipeline";
    /** What a Jenkinsfile calls; the other vars serve these. */
    static final List<String> PUBLIC_VARIABLES = List.of(MAIN_VARIABLE, "promoteTo");

    private static final String ROOT = "io/jenkins/plugins/delivery/library/bundle";

    private BundledLibrary() {}

    /** The version of the plugin, as people write it. */
    static String version() {
        PluginWrapper plugin = Jenkins.get().getPluginManager().getPlugin(NAME);
        if (plugin == null) {
            throw new IllegalStateException("There is no plugin " + NAME + ", from which its library could come");
        }
        // A version that somebody built by himself is followed by his name in brackets.
        return plugin.getVersion().replaceFirst("\\s.*", "");
    }

    /** Relative path to text, for example {@code vars/promoteTo.groovy}. */
    static Map<String, String> files() {
        return Packed.FILES;
    }

    /** Read once: a few dozen kilobytes that every Pipeline build asks for. */
    private static final class Packed {

        private static final Map<String, String> FILES = read();

        private static Map<String, String> read() {
            try {
                Path place = Path.of(BundledLibrary.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI());
                if (Files.isDirectory(place)) {
                    return below(place.resolve(ROOT));
                }
                try (FileSystem jar = FileSystems.newFileSystem(place)) {
                    return below(jar.getPath(ROOT));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The library that comes with the plugin cannot be read", e);
            } catch (URISyntaxException e) {
                throw new IllegalStateException("The plugin was loaded from a place without a path", e);
            }
        }

        private static Map<String, String> below(Path root) throws IOException {
            Map<String, String> files = new TreeMap<>();
            try (Stream<Path> all = Files.walk(root)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    files.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
                }
            }
            return Map.copyOf(files);
        }
    }
}
