package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.Credential;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which AWS a step talks to.
 *
 * @param region null for that of the host, else of the SDK's default chain
 * @param registryId account of the registry; null for that of the host, else the caller's own
 * @param roleArn role to assume; null for none
 * @param endpoint address of the ECR API; null for that of AWS
 */
public record AwsSettings(String region, String registryId, String roleArn, String endpoint) {

    /** Nothing but what the host says. */
    public static final AwsSettings NONE = new AwsSettings(null, null, null, null);

    /** Whether somebody said anything about AWS. */
    boolean given() {
        return Stream.of(region, registryId, roleArn, endpoint).anyMatch(setting -> setting != null);
    }

    /** The account, with what the host says for what is not set. */
    EcrAccount account(String host, Optional<Credential> credential) {
        Optional<EcrHost> address = EcrHost.parse(host);
        return new EcrAccount(
                region != null ? region : address.map(EcrHost::region).orElse(null),
                registryId != null
                        ? registryId
                        : address.map(EcrHost::registryId).orElse(null),
                endpoint,
                credential,
                roleArn);
    }

    /** What is wrong, as clauses. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (registryId != null && !registryId.matches("\\d{12}")) {
            problems.add("registryId '" + registryId + "' is not an account id of 12 digits");
        }
        if (region != null && !region.matches("[a-z]{2,}(-[a-z0-9]+)+")) {
            problems.add("region '" + region + "' is not the name of an AWS region, such as eu-central-1");
        }
        if (roleArn != null && !roleArn.matches("arn:aws[a-z-]*:iam::\\d{12}:role/\\S+")) {
            problems.add("roleArn '" + roleArn + "' is not of the form arn:aws:iam::<account>:role/<name>");
        }
        return problems;
    }
}
