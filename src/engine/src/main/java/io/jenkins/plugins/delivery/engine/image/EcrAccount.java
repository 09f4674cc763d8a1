package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.Credential;
import java.util.Optional;

/**
 * Which ECR to talk to, and as whom. Made for one call and not kept, because the credential may expire.
 *
 * @param region of AWS; null for the SDK's default chain
 * @param registryId account of the registry; null for the caller's own
 * @param endpoint address of the API; null for that of AWS
 * @param credential access key id and secret access key, or with a role an OIDC token; empty for the SDK's default chain
 * @param roleArn role to assume with the credential; null for none
 */
public record EcrAccount(
        String region, String registryId, String endpoint, Optional<Credential> credential, String roleArn) {}
