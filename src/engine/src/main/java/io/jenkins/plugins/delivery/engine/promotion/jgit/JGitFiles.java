package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.jgit.GitSigning;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Reads files of commits and makes commits, without a work tree. */
final class JGitFiles {

    static final int LARGEST = 3 * 1024 * 1024;

    private static final String AUTHOR = "Git-Flow Delivery";
    /** A domain that can never exist (RFC 2606), so nobody gets mail for a robot. */
    private static final String ADDRESS = "delivery@git-flow-delivery.invalid";

    private final BareClone clone;
    private final Repository repository;

    JGitFiles(BareClone clone) {
        this.clone = clone;
        this.repository = clone.repository();
    }

    /** The blob of a regular file. */
    Optional<ObjectId> find(String commit, String file) {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit parsed = walk.parseCommit(ObjectId.fromString(commit));
            try (TreeWalk tree = TreeWalk.forPath(repository, file, parsed.getTree())) {
                if (tree == null) {
                    return Optional.empty();
                }
                FileMode mode = tree.getFileMode(0);
                if (mode != FileMode.REGULAR_FILE && mode != FileMode.EXECUTABLE_FILE) {
                    throw new TerminalException(
                            "'" + file + "' in the GitOps repository is not a regular file.", "Name the file itself.");
                }
                return Optional.of(tree.getObjectId(0));
            }
        } catch (IOException e) {
            throw clone.spoiled("'" + file + "'", e);
        }
    }

    String read(String commit, String file) {
        ObjectId blob = find(commit, file).orElseThrow(() -> missing(commit, file));
        try {
            ObjectLoader loader = repository.open(blob, Constants.OBJ_BLOB);
            if (loader.getSize() > LARGEST) {
                throw new TerminalException(
                        "'" + file + "' in the GitOps repository is larger than 3 MB, which is not edited.",
                        "Check that the path is right.");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(loader.getBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new TerminalException(
                    "'" + file + "' in the GitOps repository is not UTF-8 text, so it is not edited.",
                    "Convert it to UTF-8.",
                    e);
        } catch (IOException e) {
            throw clone.spoiled("'" + file + "'", e);
        }
    }

    private NotFoundException missing(String commit, String file) {
        List<String> known = new ArrayList<>();
        try (RevWalk walk = new RevWalk(repository);
                TreeWalk tree = new TreeWalk(repository)) {
            tree.addTree(walk.parseCommit(ObjectId.fromString(commit)).getTree());
            tree.setRecursive(true);
            while (tree.next() && known.size() < 5000) {
                if (tree.getPathString().matches("(?i).*\\.(ya?ml|json)")) {
                    known.add(tree.getPathString());
                }
            }
        } catch (IOException e) {
            throw clone.spoiled("'" + file + "'", e);
        }
        return new NotFoundException(
                "The GitOps repository has no file '" + file + "' at commit " + commit.substring(0, 7) + ".",
                NearestName.of(file, known)
                        .map(near -> "Did you mean '" + near + "'?")
                        .orElse("Add the file with its first values, or correct file."));
    }

    /** Inserts a commit on the parent; files keep their modes, new ones are regular. */
    ObjectId commit(ObjectId parent, Map<String, String> texts, String message, Optional<Credential> key) {
        return commit(parent, texts, message, key, Instant.EPOCH);
    }

    /**
     * The same.
     *
     * @param parent null for the first commit of a branch
     * @param notBefore the earliest time that the commit may bear
     */
    ObjectId commit(
            ObjectId parent, Map<String, String> texts, String message, Optional<Credential> key, Instant notBefore) {
        try (ObjectInserter inserter = repository.newObjectInserter();
                ObjectReader reader = inserter.newReader();
                RevWalk walk = new RevWalk(reader)) {
            TreeEdit edit = new TreeEdit(reader, inserter);
            ObjectId tree = parent == null ? null : walk.parseCommit(parent).getTree();
            for (Map.Entry<String, String> file : texts.entrySet()) {
                String text = file.getValue();
                ObjectId blob = text == null
                        ? null
                        : inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
                tree = edit.with(tree, file.getKey(), blob);
            }
            CommitBuilder commit = new CommitBuilder();
            PersonIdent now = new PersonIdent(AUTHOR, ADDRESS);
            PersonIdent author = now.getWhenAsInstant().isBefore(notBefore) ? new PersonIdent(now, notBefore) : now;
            commit.setAuthor(author);
            commit.setCommitter(author);
            commit.setEncoding(StandardCharsets.UTF_8);
            if (parent != null) {
                commit.setParentId(parent);
            }
            commit.setTreeId(tree == null ? inserter.insert(new TreeFormatter()) : tree);
            commit.setMessage(message);
            key.ifPresent(found -> GitSigning.sign(commit, GitSigning.with(found)));
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        } catch (IOException e) {
            throw clone.spoiled("What a commit is made of", e);
        }
    }

    /** When a commit was made, by the clock of whoever made it. */
    Instant madeAt(ObjectId id) {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.parseCommit(id).getCommitterIdent().getWhenAsInstant();
        } catch (IOException e) {
            throw clone.spoiled("Commit " + id.name(), e);
        }
    }

    static String diff(String file, String before, String after) {
        if (before.equals(after)) {
            return "";
        }
        RawText old = new RawText(before.getBytes(StandardCharsets.UTF_8));
        RawText changed = new RawText(after.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DiffFormatter formatter = new DiffFormatter(out)) {
            formatter.format(
                    DiffAlgorithm.getAlgorithm(DiffAlgorithm.SupportedAlgorithm.HISTOGRAM)
                            .diff(RawTextComparator.DEFAULT, old, changed),
                    old,
                    changed);
            formatter.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return "--- a/" + file + "\n+++ b/" + file + "\n" + out.toString(StandardCharsets.UTF_8);
    }
}
