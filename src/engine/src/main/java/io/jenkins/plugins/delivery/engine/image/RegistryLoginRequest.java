package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Parameters of {@code registryLogin}. */
public record RegistryLoginRequest(
        @Parameter(help = "Host of the registry, for example registry:5000, or a repository in it.", required = true)
        String registry,

        @Parameter(help = "Whether to take the log-in away again.")
        boolean logout,

        @Parameter(help = RegistryHelp.CREDENTIALS) String credentialsId,

        @Parameter(help = RegistryHelp.REGION) String region,

        @Parameter(help = RegistryHelp.REGISTRY_ID) String registryId,

        @Parameter(help = RegistryHelp.ROLE) String roleArn,

        @Parameter(help = RegistryHelp.ENDPOINT) String endpoint,

        @Parameter(help = RegistryHelp.CREATE) boolean createRepository,

        @Parameter(help = RegistryHelp.CREATE_HOW) Map<String, Object> repositorySettings)
        implements OperationRequest {

    public RegistryLoginRequest {
        List<String> problems = new ArrayList<>();
        ImageRepository.problemWith(registry.contains("/") ? registry : registry + "/any")
                .ifPresent(problems::add);
        AwsSettings aws = new AwsSettings(region, registryId, roleArn, endpoint);
        problems.addAll(RegistrySettings.problems(registry, aws, createRepository, repositorySettings));
        if (createRepository && !registry.contains("/")) {
            problems.add("createRepository needs the repository: write registry as host/path");
        }
        boolean ecr = new RegistrySettings(credentialsId, null, aws).ecr(registry.replaceFirst("/.*", ""));
        if (credentialsId == null && !ecr && !logout) {
            problems.add("credentialsId is required for a registry that is not Amazon ECR");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("registryLogin", problems);
        }
    }

    /** The repository, or any one of the registry. */
    ImageRepository repository() {
        return ImageRepository.parse(registry.contains("/") ? registry : registry + "/any");
    }

    /** How the registry is reached. */
    RegistrySettings settings() {
        return new RegistrySettings(
                credentialsId,
                null,
                new AwsSettings(region, registryId, roleArn, endpoint),
                RepositorySettings.of(createRepository, repositorySettings));
    }
}
