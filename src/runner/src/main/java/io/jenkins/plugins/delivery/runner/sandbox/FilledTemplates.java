package io.jenkins.plugins.delivery.runner.sandbox;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies a directory of text files and puts values in place of <code>${NAME}</code>; a name without a value stays as it is. The copies
 * hold secrets, so nobody but their owner may read them.
 */
public final class FilledTemplates {

    private static final Pattern NAME = Pattern.compile("\\$\\{(\\w+)}");

    private final Map<String, String> values;

    public FilledTemplates(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Fills every file below a directory into another one, over what is there.
     *
     * @throws TerminalException when a file cannot be read or written
     */
    public void copy(Path from, Path into) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                write(into.resolve(from.relativize(file).toString()), filled(Files.readString(file)));
            }
        } catch (IOException e) {
            throw new TerminalException(
                    "The templates of " + from + " cannot be filled into " + into + ": " + e + ".",
                    "Name a directory of text files and one that may be written to.",
                    e);
        }
    }

    String filled(String text) {
        return NAME.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, text);
    }
}
