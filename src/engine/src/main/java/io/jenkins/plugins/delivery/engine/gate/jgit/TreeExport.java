package io.jenkins.plugins.delivery.engine.gate.jgit;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.gate.secret.SourceChange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Writes the files of a commit as Git has them: no links, no submodules, no filters, nothing outside of the directory. */
final class TreeExport {

    /** What is larger is hardly written by hand. */
    private static final long LARGEST_FILE = 20L << 20;

    private static final long MOST_BYTES = 4L << 30;

    /** Would tell gitleaks what not to see. */
    private static final String IGNORED = ".gitleaksignore";

    private final Repository repository;
    private final Path directory;
    private long bytes;

    TreeExport(Repository repository, Path directory) {
        this.repository = repository;
        this.directory = directory;
    }

    /** @throws TerminalException when the files are too many bytes */
    SourceChange.Files of(ObjectId commit) throws IOException {
        int files = 0;
        int leftOut = 0;
        try (ObjectReader reader = repository.newObjectReader();
                RevWalk commits = new RevWalk(reader);
                TreeWalk tree = new TreeWalk(reader)) {
            tree.addTree(commits.parseCommit(commit).getTree());
            tree.setRecursive(true);
            while (tree.next()) {
                FileMode mode = tree.getFileMode(0);
                boolean file = mode == FileMode.REGULAR_FILE || mode == FileMode.EXECUTABLE_FILE;
                if (file && !tree.getPathString().equals(IGNORED)) {
                    boolean written = write(tree.getPathString(), reader.open(tree.getObjectId(0), Constants.OBJ_BLOB));
                    files += written ? 1 : 0;
                    leftOut += written ? 0 : 1;
                }
            }
        }
        return new SourceChange.Files(files, leftOut);
    }

    private boolean write(String path, ObjectLoader content) throws IOException {
        Optional<Path> target = inside(path);
        if (content.getSize() > LARGEST_FILE || target.isEmpty()) {
            return false;
        }
        bytes += content.getSize();
        if (bytes > MOST_BYTES) {
            throw new TerminalException(
                    "The files of this commit are more than " + (MOST_BYTES >> 30) + " GB.",
                    "Scan the commits only, with tree: false.");
        }
        Files.createDirectories(target.get().getParent());
        try (OutputStream out = Files.newOutputStream(target.get())) {
            content.copyTo(out);
        }
        return true;
    }

    /** A tree that was written by hand may name what no checkout would write. */
    private Optional<Path> inside(String path) {
        try {
            Path file = directory.resolve(path).normalize();
            return file.startsWith(directory) && !file.equals(directory) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
