package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.git.GitUrl;
import io.jenkins.plugins.delivery.engine.image.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parameters of {@code versionRecord}. */
public record VersionRecordRequest(
        @Parameter(help = "Release tag, as semverTag gave it.", required = true)
        String tag,

        @Parameter(help = "What became of the version: built or abandoned; absent to read the record only.")
        Outcome state,

        @Parameter(help = "Digest of the image that was published, as sha256:….")
        String digest,

        @Parameter(help = "Why the version was abandoned, for people.")
        String reason,

        @Parameter(help = "Name or URL of the run; BUILD_URL of the run when absent.")
        String run,

        @Parameter(
                help =
                        "Address of the repository, as semverTag gave it; the remote of the checked-out clone when absent.")
        String source,

        @Parameter(help = "Git remote of the clone, when there is no source.")
        String remote,

        @Parameter(help = "Credentials of the Git remote.") String credentialsId)
        implements OperationRequest {

    /** What a run can say of its version. */
    public enum Outcome {
        BUILT,
        ABANDONED
    }

    public VersionRecordRequest {
        List<String> problems = new ArrayList<>();
        if (tag.startsWith("-") || tag.startsWith("refs/") || tag.matches("(?s).*[\\x00-\\x20\\x7f~^:?*\\[\\\\].*")) {
            problems.add("tag '" + tag + "' is not the name of a Git tag");
        }
        if (digest != null && !Digest.isDigest(digest)) {
            problems.add("digest '" + digest + "' is not sha256: and 64 hex digits");
        }
        if (digest != null && state != Outcome.BUILT) {
            problems.add("digest is for state: 'built'; nothing else has an image");
        }
        if (reason != null && state != Outcome.ABANDONED) {
            problems.add("reason is for state: 'abandoned'");
        }
        // A path would read the controller's own disk.
        Optional.ofNullable(source)
                .flatMap(url -> GitUrl.problem("source", url))
                .ifPresent(problems::add);
        if (!problems.isEmpty()) {
            throw new InvalidInputException("versionRecord", problems);
        }
    }

    /** What is to be noted; empty when the record is only read. */
    Optional<ReleaseNote> note(Optional<String> runName) {
        return Optional.ofNullable(state)
                .map(outcome -> new ReleaseNote(
                        outcome == Outcome.BUILT ? ReleaseState.BUILT : ReleaseState.ABANDONED,
                        Optional.ofNullable(digest),
                        runName,
                        Optional.ofNullable(reason)));
    }
}
