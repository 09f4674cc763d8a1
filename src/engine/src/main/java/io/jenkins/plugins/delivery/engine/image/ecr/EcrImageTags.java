package io.jenkins.plugins.delivery.engine.image.ecr;

import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import io.jenkins.plugins.delivery.engine.image.ImageTags;
import io.jenkins.plugins.delivery.engine.share.IdleCache;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.TagStatus;

/** The tags of a repository in ECR, over all pages (Amazon ECR API, {@code ListImages}). */
public final class EcrImageTags implements ImageTags {

    private final EcrAccount account;
    private final String repository;

    /** @param repository its name in ECR, without the registry */
    public EcrImageTags(EcrAccount account, String repository) {
        this.account = account;
        this.repository = repository;
    }

    @Override
    public List<String> list() {
        List<String> tags = new ArrayList<>();
        try (IdleCache.Lease<EcrClient> lease = EcrClients.open(account)) {
            lease
                    .value()
                    .listImagesPaginator(request -> request.registryId(account.registryId())
                            .repositoryName(repository)
                            .filter(filter -> filter.tagStatus(TagStatus.TAGGED)))
                    .imageIds()
                    .stream()
                    .map(ImageIdentifier::imageTag)
                    .forEach(tags::add);
            return List.copyOf(tags);
        } catch (SdkException e) {
            throw EcrClients.failure("The tags of the ECR repository " + repository + " cannot be read", e);
        }
    }
}
