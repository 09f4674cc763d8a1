package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters by which every step reaches a registry. With an address of Amazon ECR, or with one of the four AWS settings, the
 * registry is ECR: its log-in is fetched at the moment of use, and the credentials are those for AWS.
 *
 * @param credentialsId credentials of the registry; for ECR an access key, or an OIDC token for the role; null for none
 * @param plainHttp whether to speak http; null for automatic
 * @param aws region, registryId, roleArn and endpoint
 * @param creation how a missing repository is created; null for not at all
 */
public record RegistrySettings(String credentialsId, Boolean plainHttp, AwsSettings aws, RepositorySettings creation) {

    /** The user name of every log-in that ECR gives out, which no access key can have. */
    private static final String ECR_USER = "AWS";

    /** Settings for reading and writing what is there. */
    public RegistrySettings(String credentialsId, Boolean plainHttp, AwsSettings aws) {
        this(credentialsId, plainHttp, aws, null);
    }

    /** Whether the registry at the host is Amazon ECR. */
    public boolean ecr(String host) {
        return EcrHost.parse(host).isPresent() || aws.given();
    }

    /** Whether to speak plain http with the repository. */
    public boolean plainHttp(ImageRepository repository) {
        return plainHttp == null ? repository.loopback() : plainHttp;
    }

    /** The stored credential, looked up now. */
    public Optional<Credential> credential(EngineContext context) {
        return Optional.ofNullable(credentialsId).map(context::credential);
    }

    /** Whether the credential is a log-in of ECR itself that somebody stored, and needs no exchange. */
    static boolean isEcrLogin(Credential credential) {
        return ECR_USER.equals(credential.username());
    }

    /** The ECR of the host, as whom it is asked now. */
    public EcrAccount account(String host, EngineContext context) {
        return aws.account(host, credential(context));
    }

    /**
     * What is wrong with the parameters of a step, as clauses.
     *
     * @param repository or host; what follows the first slash does not matter
     */
    public static List<String> problems(
            String repository, AwsSettings aws, boolean create, Map<String, Object> repositorySettings) {
        List<String> problems = new ArrayList<>(aws.problems());
        problems.addAll(RepositorySettings.problems(create, repositorySettings));
        String host = repository.replaceFirst("/.*", "");
        if (create && EcrHost.parse(host).isEmpty() && !aws.given()) {
            problems.add(
                    "createRepository is for Amazon ECR, and " + host + " is not one of its addresses: other registries"
                            + " create a repository at its first push; where it is an own name for ECR, set region");
        }
        return problems;
    }
}
