package io.jenkins.plugins.delivery.engine.image.ecr;

import io.jenkins.plugins.delivery.engine.image.RepositorySettings;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyNotFoundException;

/** The lifecycle policy of a repository (Amazon ECR user guide, "Lifecycle policy properties"). */
final class LifecycleRules {

    private static final String UNTAGGED = """
            {"rules":[{"rulePriority":1,"description":"Images without a tag expire after %1$d days",\
            "selection":{"tagStatus":"untagged","countType":"sinceImagePushed","countUnit":"days","countNumber":%1$d},\
            "action":{"type":"expire"}}]}""";

    private LifecycleRules() {}

    /** The policy that the settings ask for; empty for none. */
    static Optional<String> of(RepositorySettings settings) {
        if (settings.lifecyclePolicy() != null) {
            return Optional.of(settings.lifecyclePolicy());
        }
        return settings.untaggedDays() == 0
                ? Optional.empty()
                : Optional.of(UNTAGGED.formatted(settings.untaggedDays()));
    }

    /**
     * Whether the repository has a policy.
     *
     * @return empty when this caller may not read it
     */
    static Optional<Boolean> present(EcrClient client, String registryId, String repository) {
        try {
            client.getLifecyclePolicy(request -> request.registryId(registryId).repositoryName(repository));
            return Optional.of(true);
        } catch (LifecyclePolicyNotFoundException e) {
            return Optional.of(false);
        } catch (SdkException e) {
            if (EcrClients.denied(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
