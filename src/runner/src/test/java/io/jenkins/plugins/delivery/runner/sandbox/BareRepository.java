package io.jenkins.plugins.delivery.runner.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** What a repository of the sandbox's Git server holds, read from its directory. */
final class BareRepository {

    private final Path directory;

    BareRepository(Path directory) {
        this.directory = directory;
    }

    /**
     * A commit against its parent.
     *
     * @param message subject and trailers
     * @param files paths that differ
     * @param removed lines that are gone, without the minus sign
     * @param added lines that are new, without the plus sign
     */
    record Change(String message, List<String> files, List<String> removed, List<String> added) {

        String subject() {
            return message.lines().findFirst().orElse("");
        }

        /** The value of a trailer; empty when the commit has none of that name. */
        String trailer(String name) {
            return message.lines()
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse("");
        }
    }

    /** The commits of main after its first one, oldest first. */
    List<Change> changes() {
        return read(repository -> {
            List<Change> changes = new ArrayList<>();
            try (RevWalk walk = new RevWalk(repository)) {
                walk.markStart(walk.parseCommit(repository.resolve("refs/heads/main")));
                walk.sort(RevSort.REVERSE);
                for (RevCommit commit : walk) {
                    if (commit.getParentCount() > 0) {
                        changes.add(change(repository, commit));
                    }
                }
            }
            return changes;
        });
    }

    private static Change change(Repository repository, RevCommit commit) throws IOException {
        ByteArrayOutputStream patch = new ByteArrayOutputStream();
        try (DiffFormatter formatter = new DiffFormatter(patch)) {
            formatter.setRepository(repository);
            formatter.setContext(0);
            List<DiffEntry> entries = formatter.scan(commit.getParent(0).getTree(), commit.getTree());
            formatter.format(entries);
            List<String> lines = patch.toString(StandardCharsets.UTF_8).lines().toList();
            return new Change(
                    commit.getFullMessage(),
                    entries.stream().map(DiffEntry::getNewPath).toList(),
                    starting(lines, "-"),
                    starting(lines, "+"));
        }
    }

    private static List<String> starting(List<String> lines, String sign) {
        return lines.stream()
                .filter(line -> line.startsWith(sign) && !line.startsWith(sign.repeat(3)))
                .map(line -> line.substring(1))
                .toList();
    }

    /** The text of a file on main. */
    String file(String path) {
        return read(repository -> {
            ObjectId tree = repository.resolve("refs/heads/main^{tree}");
            try (TreeWalk walk = TreeWalk.forPath(repository, path, tree)) {
                if (walk == null) {
                    throw new IllegalArgumentException("main has no file " + path);
                }
                return new String(repository.open(walk.getObjectId(0)).getBytes(), StandardCharsets.UTF_8);
            }
        });
    }

    /** The commit behind a revision, such as a tag or a branch; empty when there is none. */
    String commit(String revision) {
        return read(repository -> {
            ObjectId id = repository.resolve(revision + "^{commit}");
            return id == null ? "" : id.name();
        });
    }

    /** Whether a commit is part of the history of a branch. */
    boolean contains(String branch, String commit) {
        return read(repository -> {
            try (RevWalk walk = new RevWalk(repository)) {
                return walk.isMergedInto(
                        walk.parseCommit(ObjectId.fromString(commit)), walk.parseCommit(repository.resolve(branch)));
            }
        });
    }

    /** The first line of the message of the commit that a branch points to. */
    String subject(String branch) {
        return read(repository -> {
            try (RevWalk walk = new RevWalk(repository)) {
                return walk.parseCommit(repository.resolve(branch)).getShortMessage();
            }
        });
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(Repository repository) throws IOException;
    }

    private <T> T read(Reader<T> reader) {
        try (Git git = Git.open(directory.toFile())) {
            return reader.read(git.getRepository());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
