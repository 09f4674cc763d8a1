package io.jenkins.plugins.delivery.engine.version.jgit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

/** Reads objects, and shows some ids as commits that have no parents and no content, whether they are there or not. */
final class EndingReader extends ObjectReader.Filter {

    /** Dated first of all, so that a walk meets it last. */
    private static final byte[] END = ("tree " + Constants.EMPTY_TREE_ID.name()
                    + "\nauthor - <-> 0 +0000\ncommitter - <-> 0 +0000\n\n")
            .getBytes(StandardCharsets.US_ASCII);

    private final ObjectReader reader;
    private final Set<ObjectId> ends;

    EndingReader(ObjectReader reader, Set<ObjectId> ends) {
        this.reader = reader;
        this.ends = ends;
    }

    @Override
    protected ObjectReader delegate() {
        return reader;
    }

    @Override
    public ObjectReader newReader() {
        return new EndingReader(reader.newReader(), ends);
    }

    @Override
    public ObjectLoader open(AnyObjectId id) throws IOException {
        return isEnd(id) ? end() : reader.open(id);
    }

    @Override
    public ObjectLoader open(AnyObjectId id, int type) throws IOException {
        return isEnd(id) ? end() : reader.open(id, type);
    }

    private boolean isEnd(AnyObjectId id) {
        return !ends.isEmpty() && ends.contains(id);
    }

    private static ObjectLoader end() {
        return new ObjectLoader.SmallObject(Constants.OBJ_COMMIT, END);
    }
}
