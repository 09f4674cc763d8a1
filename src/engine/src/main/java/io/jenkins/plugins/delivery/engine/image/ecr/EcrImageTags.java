package io.jenkins.plugins.delivery.engine.image.ecr;

import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import io.jenkins.plugins.delivery.engine.image.ImageTags;
import io.jenkins.plugins.delivery.engine.share.IdleCache;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
        return identifiers().stream().map(ImageIdentifier::imageTag).toList();
    }

    @Override
    public List<Set<String>> byImage() {
        Map<String, Set<String>> byDigest = identifiers().stream()
                .collect(Collectors.groupingBy(
                        ImageIdentifier::imageDigest,
                        Collectors.mapping(ImageIdentifier::imageTag, Collectors.toSet())));
        return List.copyOf(byDigest.values());
    }

    private List<ImageIdentifier> identifiers() {
        try (IdleCache.Lease<EcrClient> lease = EcrClients.open(account)) {
            return lease
                    .value()
                    .listImagesPaginator(request -> request.registryId(account.registryId())
                            .repositoryName(repository)
                            .filter(filter -> filter.tagStatus(TagStatus.TAGGED)))
                    .imageIds()
                    .stream()
                    .toList();
        } catch (SdkException e) {
            throw EcrClients.failure("The tags of the ECR repository " + repository + " cannot be read", e);
        }
    }
}
