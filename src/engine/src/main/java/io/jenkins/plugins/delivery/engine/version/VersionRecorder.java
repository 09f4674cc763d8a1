package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.Operation;
import java.util.Optional;

/**
 * The step {@code versionRecord}: says of a reserved version that it was built, and as which image, or that its run gave it up; without
 * either it reads the record. The tag is never moved, so that whoever has it can trust it.
 */
public final class VersionRecorder implements Operation<VersionRecordRequest, VersionRecordResult> {

    private final ReleaseRecords.Opener opener;

    public VersionRecorder(ReleaseRecords.Opener opener) {
        this.opener = opener;
    }

    /** An address is enough, so that a version can be given up when its agent was lost. */
    @Override
    public boolean usesWorkspace(VersionRecordRequest request) {
        return request.source() == null;
    }

    @Override
    public VersionRecordResult run(VersionRecordRequest request, EngineContext context) throws InterruptedException {
        Optional<String> run = Optional.ofNullable(request.run())
                .or(() -> Optional.ofNullable(context.environment().get("BUILD_URL")))
                .filter(name -> !name.isBlank());
        Optional<ReleaseNote> note = request.note(run);
        try (ReleaseRecords records = opener.open(request, context)) {
            ReleaseRecord record = note.isPresent() && !context.dryRun()
                    ? records.add(request.tag(), note.get())
                    : new Retries(context).of(() -> records.find(request.tag())).orElseThrow(() -> noTag(request));
            String said = record.described();
            context.log().info(said + (said.endsWith(".") ? "" : "."));
            return new VersionRecordResult(record);
        }
    }

    private static NotFoundException noTag(VersionRecordRequest request) {
        String where = request.source() == null ? request.remote() : request.source();
        return new NotFoundException(
                "There is no tag " + request.tag() + " in " + where + ".",
                "Reserve the version first (semverTag with reserve), or correct the tag.");
    }
}
