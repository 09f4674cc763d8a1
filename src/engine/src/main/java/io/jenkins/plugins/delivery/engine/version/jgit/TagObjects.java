package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.version.ReleaseNote;
import io.jenkins.plugins.delivery.engine.version.ReleaseRecord;
import io.jenkins.plugins.delivery.engine.version.TagMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;

/** What tags of a remote say, read from the objects of the clone. */
final class TagObjects {

    private final Repository repository;

    TagObjects(Repository repository) {
        this.repository = repository;
    }

    /** Full names of those that have to be fetched before they can be read. */
    List<String> missing(Collection<Ref> tags) throws IOException {
        List<String> missing = new ArrayList<>();
        for (Ref tag : tags) {
            if (!repository.getObjectDatabase().has(tag.getObjectId())) {
                missing.add(tag.getName());
            }
        }
        return missing;
    }

    ReleaseRecord record(Ref tag, Optional<ReleaseNote> note) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevObject object = walk.parseAny(tag.getObjectId());
            TagMessage message = TagMessage.of(object instanceof RevTag said ? said.getFullMessage() : "");
            String name = tag.getName().substring(Constants.R_TAGS.length());
            return new ReleaseRecord(name, object.name(), walk.peel(object).name(), message, note);
        }
    }
}
