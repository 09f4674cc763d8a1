package io.jenkins.plugins.delivery.engine.image.ecr;

import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import io.jenkins.plugins.delivery.engine.image.RepositorySettings;
import io.jenkins.plugins.delivery.engine.share.IdleCache;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.EncryptionType;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.Tag;

/** The repositories of one ECR registry. Creates what is missing, and never changes what is there. */
final class EcrRepositories {

    private final EcrAccount account;
    private final DeliveryLog log;

    EcrRepositories(EcrAccount account, DeliveryLog log) {
        this.account = account;
        this.log = log;
    }

    /**
     * Refuses a repository that is missing, since ECR would only hang up in the middle of the push. Whoever may push need not be
     * allowed to ask; then the push tells.
     *
     * @throws NotFoundException when it is missing
     */
    void require(String name) throws InterruptedException {
        try (IdleCache.Lease<EcrClient> lease = EcrClients.open(account)) {
            if (find(lease.value(), name).isEmpty()) {
                throw new NotFoundException(
                        "The repository " + name + " does not exist in " + registry() + ".",
                        "Set createRepository: true, or create it there, or correct its name.");
            }
        } catch (AbortedException e) {
            throw EcrClients.aborted(e);
        } catch (SdkException e) {
            if (!EcrClients.denied(e)) {
                throw EcrClients.failure("The repository " + name + " cannot be looked for", e);
            }
        }
    }

    /** Creates the repository when it is missing; says how one that is there differs from what is asked. */
    void ensure(String name, RepositorySettings settings) throws InterruptedException {
        String action = "ecr:DescribeRepositories";
        try (IdleCache.Lease<EcrClient> lease = EcrClients.open(account)) {
            EcrClient client = lease.value();
            Optional<Repository> existing = find(client, name);
            if (existing.isPresent()) {
                Optional<Boolean> policy = LifecycleRules.present(client, account.registryId(), name);
                tell(name, RepositoryDifferences.of(existing.get(), policy, settings));
                return;
            }
            action = "ecr:CreateRepository";
            if (!settings.tags().isEmpty()) {
                action += " (and ecr:TagResource)";
            }
            if (!create(client, name, settings)) {
                log.info("Another build has just created the repository " + name + ".");
                return;
            }
            log.info("Created the repository " + name + " in " + registry() + ": "
                    + RepositoryDifferences.text(settings) + ".");
            Optional<String> policy = LifecycleRules.of(settings);
            if (policy.isPresent()) {
                action = "ecr:PutLifecyclePolicy";
                client.putLifecyclePolicy(request -> request.registryId(account.registryId())
                        .repositoryName(name)
                        .lifecyclePolicyText(policy.get()));
            }
        } catch (AbortedException e) {
            throw EcrClients.aborted(e);
        } catch (SdkException e) {
            throw EcrClients.failure("The repository " + name + " cannot be made ready", action, e);
        }
    }

    private Optional<Repository> find(EcrClient client, String name) {
        try {
            return client
                    .describeRepositories(
                            request -> request.registryId(account.registryId()).repositoryNames(name))
                    .repositories()
                    .stream()
                    .findFirst();
        } catch (RepositoryNotFoundException e) {
            return Optional.empty();
        }
    }

    /** @return false when somebody else was faster */
    private boolean create(EcrClient client, String name, RepositorySettings settings) {
        CreateRepositoryRequest.Builder request = CreateRepositoryRequest.builder()
                .registryId(account.registryId())
                .repositoryName(name)
                .imageTagMutability(
                        settings.immutableTags() ? ImageTagMutability.IMMUTABLE : ImageTagMutability.MUTABLE)
                .imageScanningConfiguration(scanning -> scanning.scanOnPush(settings.scanOnPush()))
                .tags(tags(settings));
        if (settings.kmsKey() != null) {
            request.encryptionConfiguration(
                    encryption -> encryption.encryptionType(EncryptionType.KMS).kmsKey(settings.kmsKey()));
        }
        try {
            client.createRepository(request.build());
            return true;
        } catch (RepositoryAlreadyExistsException e) {
            return false;
        }
    }

    private static List<Tag> tags(RepositorySettings settings) {
        return settings.tags().entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private void tell(String name, List<String> differences) {
        if (!differences.isEmpty()) {
            log.warn("The repository " + name
                    + " exists already, with other settings than repositorySettings asks for: "
                    + String.join("; ", differences) + ". They stay as they are; change them where it is managed.");
        }
    }

    private String registry() {
        return "the ECR registry"
                + (account.registryId() == null ? "" : " " + account.registryId())
                + (account.region() == null ? "" : " in " + account.region());
    }
}
