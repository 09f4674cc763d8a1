package io.jenkins.plugins.delivery.runner.host;

import io.jenkins.plugins.delivery.engine.Attachments;
import io.jenkins.plugins.delivery.runner.model.KeptFile;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** The folder for what a run or a step keeps: texts that steps attach, and files that the Jenkinsfile archives. Made with the first of them. */
public final class Archive implements Attachments {

    private final Path folder;
    private final boolean ignored;
    private final Path linkedFrom;
    private final Set<String> names = new ConcurrentSkipListSet<>();

    /**
     * @param folder where the files go
     * @param linkedFrom the folder of the page that links them
     */
    public Archive(Path folder, Path linkedFrom) {
        this(folder, linkedFrom, false);
    }

    private Archive(Path folder, Path linkedFrom, boolean ignored) {
        this.ignored = ignored;
        this.folder = folder.toAbsolutePath().normalize();
        this.linkedFrom = linkedFrom.toAbsolutePath().normalize();
    }

    /** An archive inside a checkout that does not show among its changes. */
    public static Archive ignoredByGit(Path folder) {
        return new Archive(folder, folder, true);
    }

    @Override
    public void keep(String name, String text) throws IOException {
        Attachments.requireName(name);
        Files.writeString(target(name), text);
        names.add(name);
    }

    /**
     * Copies a file with its times and rights.
     *
     * @param directory the workspace
     * @param file relative to it, and so in the archive
     */
    public void copy(Path directory, Path file) throws IOException {
        String name = file.toString().replace('\\', '/');
        Files.copy(
                directory.resolve(file),
                target(name),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        names.add(name);
    }

    private Path target(String name) throws IOException {
        Path target = folder.resolve(name);
        Files.createDirectories(target.getParent());
        if (ignored) {
            Files.writeString(folder.resolve(".gitignore"), "*\n");
        }
        return target;
    }

    /** What was kept so far, sorted by name. */
    public List<KeptFile> files() throws IOException {
        List<KeptFile> files = new ArrayList<>();
        for (String name : names) {
            Path file = folder.resolve(name);
            files.add(new KeptFile(name, address(file), Files.size(file)));
        }
        return files;
    }

    /** The files that were kept so far, sorted by name. */
    public List<Path> paths() {
        return names.stream().map(folder::resolve).toList();
    }

    private String address(Path file) {
        if (!file.getRoot().equals(linkedFrom.getRoot())) {
            return file.toUri().toString();
        }
        try {
            String relative = linkedFrom.relativize(file).toString().replace('\\', '/');
            return new URI(null, null, "./" + relative, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("'" + file + "' cannot be linked", e);
        }
    }
}
