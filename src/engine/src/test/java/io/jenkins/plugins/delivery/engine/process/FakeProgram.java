package io.jenkins.plugins.delivery.engine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Programs that behave as a test wants it. */
public final class FakeProgram {

    private FakeProgram() {}

    /** A program of that name whose body is shell source. */
    public static Path write(Path file, String body) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "#!/bin/sh\n" + body + "\n");
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that answers {@code version} and does nothing else. */
    public static Path ofVersion(Path file, String version) {
        return write(file, "[ \"$1 $2\" = 'version --template={{.Version}}' ] && echo " + version);
    }
}
