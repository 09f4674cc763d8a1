package io.jenkins.plugins.delivery.engine.image.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import io.jenkins.plugins.delivery.engine.share.IdleCache;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.EcrClient;

/** Who shares a client of the AWS SDK. Nothing is sent. */
class EcrClientsTest {

    private static EcrAccount account(String region, String endpoint, String secret) {
        return new EcrAccount(
                region,
                "123456789012",
                endpoint,
                Optional.of(Credential.usernamePassword("aws", "AKIA", secret)),
                null);
    }

    @Test
    void equalAccountsShareAClient() {
        try (IdleCache.Lease<EcrClient> one = EcrClients.open(account("eu-west-1", null, "first"));
                IdleCache.Lease<EcrClient> other = EcrClients.open(account("eu-west-1", null, "first"))) {
            assertThat(one.value()).isSameAs(other.value());
        }
    }

    @Test
    void aChangedSecretRegionOrEndpointHasItsOwn() {
        try (IdleCache.Lease<EcrClient> first = EcrClients.open(account("eu-west-1", null, "first"));
                IdleCache.Lease<EcrClient> secret = EcrClients.open(account("eu-west-1", null, "second"));
                IdleCache.Lease<EcrClient> region = EcrClients.open(account("eu-west-2", null, "first"));
                IdleCache.Lease<EcrClient> endpoint =
                        EcrClients.open(account("eu-west-1", "http://127.0.0.1:1", "first"))) {
            assertThat(first.value()).isNotSameAs(secret.value());
            assertThat(first.value()).isNotSameAs(region.value());
            assertThat(first.value()).isNotSameAs(endpoint.value());
        }
    }
}
