package io.jenkins.plugins.delivery.recorded.usage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/** Says which artifacts a list comes from. Maven's local repository keeps a jar in a directory named after its version, below the artifact's. */
final class Origins {

    private final JavaFileManager files;

    Origins(JavaFileManager files) {
        this.files = files;
    }

    /** Artifact and version of the jars that hold these classes, such as {@code jenkins-core 2.568.2}; classes without a jar have none. */
    Set<String> of(Collection<String> binaryNames) throws IOException {
        Set<String> origins = new TreeSet<>();
        for (String name : binaryNames) {
            JavaFileObject file =
                    files.getJavaFileForInput(StandardLocation.CLASS_PATH, name, JavaFileObject.Kind.CLASS);
            if (file != null && file.toUri().getScheme().equals("jar")) {
                origins.add(artifact(file.toUri()));
            }
        }
        return origins;
    }

    private static String artifact(URI classInJar) {
        String inside = classInJar.getSchemeSpecificPart();
        Path jar =
                Path.of(URI.create(inside.substring(0, inside.lastIndexOf("!/")).replace(" ", "%20")));
        String file = jar.getFileName().toString();
        Path version = jar.getParent().getFileName();
        Path artifact = jar.getParent().getParent() == null
                ? null
                : jar.getParent().getParent().getFileName();
        boolean kept = artifact != null && file.startsWith(artifact + "-" + version);
        return kept ? artifact + " " + version : file;
    }
}
