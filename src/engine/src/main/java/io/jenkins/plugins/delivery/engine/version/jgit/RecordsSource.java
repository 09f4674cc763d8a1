package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.TemporaryDirectory;
import io.jenkins.plugins.delivery.engine.git.jgit.LocalClone;
import io.jenkins.plugins.delivery.engine.version.ReleaseNote;
import io.jenkins.plugins.delivery.engine.version.ReleaseRecord;
import io.jenkins.plugins.delivery.engine.version.ReleaseRecords;
import io.jenkins.plugins.delivery.engine.version.VersionRecordRequest;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Opens the records of a checked-out clone's remote, or of a repository by its address, of which only the tag is then fetched. */
public final class RecordsSource {

    private static final String ORIGIN = "origin";
    private static final String STEP = "versionRecord";

    private RecordsSource() {}

    /** Fits {@link ReleaseRecords.Opener}. */
    public static ReleaseRecords open(VersionRecordRequest request, EngineContext context) {
        if (request.source() == null) {
            Repository clone = LocalClone.open(context);
            Remote remote = new Remote(clone, request.remote(), request.credentialsId(), context, STEP);
            return new Opened(JGitReleaseRecords.ofClone(clone, remote, context), clone::close);
        }
        TemporaryDirectory directory = TemporaryDirectory.create("record");
        try {
            Repository bare = new FileRepositoryBuilder()
                    .setGitDir(directory.path().toFile())
                    .setBare()
                    .build();
            bare.create(true);
            // In memory only: the address is outside text and need not be written to a file.
            bare.getConfig().setString("remote", ORIGIN, "url", request.source());
            Remote remote = new Remote(bare, ORIGIN, request.credentialsId(), context, STEP);
            RemoteRefs refs = new RemoteRefs(remote);
            return new Opened(new JGitReleaseRecords(bare, remote, context, refs::fetchTip), () -> {
                bare.close();
                directory.close();
            });
        } catch (IOException e) {
            directory.close();
            throw new TerminalException(
                    "No temporary Git repository can be created: " + e.getMessage() + ".", "Check the disk.", e);
        }
    }

    private record Opened(ReleaseRecords records, Runnable closing) implements ReleaseRecords {

        @Override
        public Optional<ReleaseRecord> find(String tag) {
            return records.find(tag);
        }

        @Override
        public List<ReleaseRecord> abandoned(Collection<String> tags) {
            return records.abandoned(tags);
        }

        @Override
        public ReleaseRecord add(String tag, ReleaseNote note) throws InterruptedException {
            return records.add(tag, note);
        }

        @Override
        public void close() {
            closing.run();
        }
    }
}
