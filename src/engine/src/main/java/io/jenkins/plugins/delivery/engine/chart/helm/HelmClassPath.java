package io.jenkins.plugins.delivery.engine.chart.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.jni.NativeLibrary;
import com.sun.jna.Native;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.chart.HelmHome;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of the Helm process: its own two classes, which are written out because a process may have them from anywhere, and
 * the jars of helm-java, which have to be files.
 */
final class HelmClassPath {

    private static final List<Class<?>> OWN = List.of(HelmWorker.class, HelmMessage.class);

    private HelmClassPath() {}

    /**
     * The jars that this process has helm-java from; one shaded jar is as good as several.
     *
     * @throws TerminalException when they are no files of this machine
     */
    static List<Path> jars() {
        List<Class<?>> needed = new ArrayList<>(List.of(Helm.class, NativeLibrary.class, Native.class));
        NativeLibrary library = NativeLibrary.serviceProviderLibrary(HelmClassPath.class.getClassLoader());
        if (library != null) {
            needed.add(library.getClass());
        }
        Set<Path> jars = new LinkedHashSet<>();
        for (Class<?> type : needed) {
            CodeSource source = type.getProtectionDomain().getCodeSource();
            if (source == null || !"file".equals(source.getLocation().getProtocol())) {
                throw new TerminalException(
                        "Helm cannot be started: the jar of " + type.getName() + " is no file of this machine.",
                        "Run helmPackage where the product's jars are, or put a helm on the PATH of this agent.");
            }
            try {
                jars.add(Path.of(source.getLocation().toURI()));
            } catch (URISyntaxException e) {
                throw new IllegalStateException(type + " comes from a place that is no URI", e);
            }
        }
        return List.copyOf(jars);
    }

    /** Writes the process's own classes below its home and puts the jars beside them. */
    static String write(HelmHome home, List<Path> jars) {
        Path classes = home.directory("classes");
        for (Class<?> type : OWN) {
            String name = type.getName().replace('.', '/') + ".class";
            Path file = classes.resolve(name);
            try (InputStream in = HelmClassPath.class.getClassLoader().getResourceAsStream(name)) {
                Files.createDirectories(file.getParent());
                Files.copy(in, file);
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be written", e);
            }
        }
        return Stream.concat(Stream.of(classes), jars.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
