package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.util.Paths;

/** Replaces one file of a tree and writes only the directories on the way to it, however many files there are beside. */
final class TreeEdit {

    private final ObjectReader reader;
    private final ObjectInserter inserter;

    TreeEdit(ObjectReader reader, ObjectInserter inserter) {
        this.reader = reader;
        this.inserter = inserter;
    }

    private record Entry(byte[] name, FileMode mode, ObjectId id) {

        boolean isCalled(byte[] other) {
            return java.util.Arrays.equals(name, other);
        }
    }

    /** Git sorts directories as if their names ended with a slash. */
    private static final Comparator<Entry> ORDER = (one, two) -> Paths.compare(
            one.name(),
            0,
            one.name().length,
            one.mode().getBits(),
            two.name(),
            0,
            two.name().length,
            two.mode().getBits());

    /**
     * The tree with one file replaced or added, which keeps its mode, or removed.
     *
     * @param tree null for an empty one
     * @param blob null to remove the file, and the directories that become empty by that
     * @return null when nothing is left
     */
    ObjectId with(ObjectId tree, String path, ObjectId blob) throws IOException {
        try {
            new ObjectChecker().checkPath(path);
        } catch (CorruptObjectException e) {
            throw new TerminalException(
                    "'" + path + "' is no path inside a Git repository (" + e.getMessage() + ").", "Correct it.");
        }
        return edited(tree, path, path, blob);
    }

    private ObjectId edited(ObjectId tree, String way, String path, ObjectId blob) throws IOException {
        int slash = way.indexOf('/');
        byte[] name = Constants.encode(slash < 0 ? way : way.substring(0, slash));
        List<Entry> entries = read(tree);
        Entry old = entries.stream()
                .filter(entry -> entry.isCalled(name))
                .findFirst()
                .orElse(null);
        Entry changed =
                slash < 0 ? file(name, old, blob, path) : directory(name, old, way.substring(slash + 1), blob, path);
        entries.remove(old);
        if (changed != null) {
            entries.add(changed);
        }
        entries.sort(ORDER);
        TreeFormatter formatter = new TreeFormatter();
        entries.forEach(entry -> formatter.append(entry.name(), entry.mode(), entry.id()));
        return entries.isEmpty() ? null : inserter.insert(formatter);
    }

    private static Entry file(byte[] name, Entry old, ObjectId blob, String path) {
        if (old != null && old.mode() != FileMode.REGULAR_FILE && old.mode() != FileMode.EXECUTABLE_FILE) {
            throw notAFile(path);
        }
        return blob == null ? null : new Entry(name, old == null ? FileMode.REGULAR_FILE : old.mode(), blob);
    }

    private Entry directory(byte[] name, Entry old, String rest, ObjectId blob, String path) throws IOException {
        if (old != null && old.mode() != FileMode.TREE) {
            throw notAFile(path);
        }
        ObjectId changed = edited(old == null ? null : old.id(), rest, path, blob);
        return changed == null ? null : new Entry(name, FileMode.TREE, changed);
    }

    private static TerminalException notAFile(String path) {
        return new TerminalException(
                "'" + path + "' cannot be written in the GitOps repository: something there is no regular file.",
                "Name a file itself.");
    }

    private List<Entry> read(ObjectId tree) throws IOException {
        List<Entry> entries = new ArrayList<>();
        if (tree != null) {
            for (CanonicalTreeParser parser = new CanonicalTreeParser(null, reader, tree);
                    !parser.eof();
                    parser = parser.next()) {
                byte[] name = new byte[parser.getNameLength()];
                parser.getName(name, 0);
                entries.add(new Entry(name, parser.getEntryFileMode(), parser.getEntryObjectId()));
            }
        }
        return entries;
    }
}
