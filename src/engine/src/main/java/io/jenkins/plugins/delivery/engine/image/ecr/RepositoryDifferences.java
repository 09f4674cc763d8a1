package io.jenkins.plugins.delivery.engine.image.ecr;

import io.jenkins.plugins.delivery.engine.image.RepositorySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecr.model.EncryptionType;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.Repository;

/** How a repository that is there differs from what a step would create. */
final class RepositoryDifferences {

    private RepositoryDifferences() {}

    /**
     * The differences, as clauses.
     *
     * @param hasPolicy whether it has a lifecycle policy; empty when nobody knows
     */
    static List<String> of(Repository repository, Optional<Boolean> hasPolicy, RepositorySettings settings) {
        List<String> differences = new ArrayList<>();
        boolean mutable = repository.imageTagMutability() == ImageTagMutability.MUTABLE;
        if (mutable && settings.immutableTags()) {
            differences.add("its tags are mutable, so that somebody else can move a version to another image");
        } else if (repository.imageTagMutability() == ImageTagMutability.IMMUTABLE && !settings.immutableTags()) {
            differences.add("its tags are immutable");
        }
        if (scans(repository) != settings.scanOnPush()) {
            differences.add("it does " + (scans(repository) ? "" : "not ") + "scan on push");
        }
        if (hasPolicy.isPresent()
                && hasPolicy.get() != LifecycleRules.of(settings).isPresent()) {
            differences.add("it has " + (hasPolicy.get() ? "a" : "no") + " lifecycle policy");
        }
        if (settings.kmsKey() != null && !encryptedByKey(repository)) {
            differences.add("it is not encrypted with a key of KMS, which only a new repository can be");
        }
        return differences;
    }

    private static boolean scans(Repository repository) {
        return repository.imageScanningConfiguration() != null
                && Boolean.TRUE.equals(repository.imageScanningConfiguration().scanOnPush());
    }

    private static boolean encryptedByKey(Repository repository) {
        return repository.encryptionConfiguration() != null
                && repository.encryptionConfiguration().encryptionType() != EncryptionType.AES256;
    }

    /** The settings in words. */
    static String text(RepositorySettings settings) {
        return (settings.immutableTags() ? "immutable" : "mutable") + " tags, "
                + (settings.scanOnPush() ? "scan on push" : "no scan on push") + ", "
                + (settings.lifecyclePolicy() != null
                        ? "a lifecycle policy of its own"
                        : settings.untaggedDays() == 0
                                ? "no lifecycle policy"
                                : "images without a tag expire after " + settings.untaggedDays() + " days");
    }
}
