package io.jenkins.plugins.delivery.engine.catalog;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import io.jenkins.plugins.delivery.engine.image.ImageTags;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrImageTags;
import io.jenkins.plugins.delivery.engine.version.SemverTagRequest;
import io.jenkins.plugins.delivery.engine.version.SemverTagger;
import io.jenkins.plugins.delivery.engine.version.VersionRecordRequest;
import io.jenkins.plugins.delivery.engine.version.VersionRecorder;
import io.jenkins.plugins.delivery.engine.version.jgit.JGitHistorySource;
import io.jenkins.plugins.delivery.engine.version.jgit.RecordsSource;
import java.util.List;
import java.util.Optional;

/** The steps that find and record versions. */
final class VersionSteps {

    static final List<OperationDescriptor<?, ?>> ALL = List.of(
            new OperationDescriptor<>(
                    "semverTag",
                    "Finds the version of the checked-out commit and, when asked, reserves it with a tag.",
                    SemverTagRequest.class,
                    VersionSteps::semverTagger),
            new OperationDescriptor<>(
                    "versionRecord",
                    "Notes beside a reserved version's tag that it was built, as which image, or given up; or reads it.",
                    VersionRecordRequest.class,
                    () -> new VersionRecorder(RecordsSource::open)));

    static SemverTagger semverTagger() {
        return new SemverTagger(new JGitHistorySource(), VersionSteps::imageTags);
    }

    private static ImageTags imageTags(SemverTagRequest request, EngineContext context) {
        // credentialsId of semverTag is for Git.
        EcrAccount account = new EcrAccount(
                request.region(),
                request.registryId(),
                request.endpoint(),
                Optional.ofNullable(request.ecrCredentialsId()).map(context::credential),
                request.roleArn());
        return new EcrImageTags(account, request.repository());
    }

    private VersionSteps() {}
}
