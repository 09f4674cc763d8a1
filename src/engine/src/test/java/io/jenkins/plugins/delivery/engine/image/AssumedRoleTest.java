package io.jenkins.plugins.delivery.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrImageScanner;
import io.jenkins.plugins.delivery.engine.scan.ImageScanner;
import io.jenkins.plugins.delivery.testbed.ecr.EcrImage;
import io.jenkins.plugins.delivery.testbed.ecr.EcrServer;
import io.jenkins.plugins.delivery.testbed.ecr.StoredImages;
import io.jenkins.plugins.delivery.testbed.sts.StsServer;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roles instead of stored keys (requirement C8), with the AWS SDK against STS and ECR endpoints. */
class AssumedRoleTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/delivery";
    private static final String TOKEN = "header.oidc-token.signature";
    private static final String SETTING = "aws.endpointUrlSts";

    private final StsServer sts = StsServer.start(ROLE, TOKEN);
    private final StoredImages images = new StoredImages();
    private final EcrServer ecr = EcrServer.start(images);
    private final EcrImage image = EcrImage.named("payments", Instant.EPOCH, "1.4.0");

    @BeforeEach
    void start() {
        System.setProperty(SETTING, "http://127.0.0.1:" + sts.port());
        ecr.createRepository("shop/payments", false);
        images.put("shop/payments", image);
        ecr.requireAccessKey(StsServer.accessKey(1));
    }

    @AfterEach
    void stop() {
        System.clearProperty(SETTING);
        sts.close();
        ecr.close();
    }

    @Test
    void storedKeysAssumeTheRoleAndOnlyLentOnesReachEcr() {
        assertThat(digest(ROLE, Credential.usernamePassword("aws", "AKIASTORED", "stored-secret")))
                .isEqualTo(image.digest());
        assertThat(sts.lent()).isEqualTo(1);
    }

    @Test
    void aRoleIsAssumedOnceForManyLooksAndAgainForOtherKeys() {
        for (int look = 0; look < 10; look++) {
            digest(ROLE, Credential.usernamePassword("aws", "AKIASTORED", "stored-secret"));
        }
        assertThat(sts.lent()).isEqualTo(1);

        ecr.requireAccessKey(StsServer.accessKey(2));
        digest(ROLE, Credential.usernamePassword("aws", "AKIASTORED", "changed-secret"));

        assertThat(sts.lent()).isEqualTo(2);
    }

    @Test
    void anOidcTokenNeedsNoKeyAtAll() {
        assertThat(digest(ROLE, Credential.token("oidc", TOKEN))).isEqualTo(image.digest());
    }

    @Test
    void aRefusedRoleIsTerminalAndNamesWhatToCheckWithoutTheToken() {
        assertThatThrownBy(() -> digest(ROLE, Credential.token("oidc", "stolen-token")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("AWS STS answered 400 InvalidIdentityToken")
                .hasMessageNotContaining("stolen-token");
        assertThatThrownBy(() -> digest(ROLE + "-other", Credential.usernamePassword("aws", "AKIASTORED", "s")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("AccessDenied")
                .hasMessageContaining("roleArn");
    }

    @Test
    void aTokenWithoutARoleIsRefusedBeforeAnyCall() {
        assertThatThrownBy(() -> digest(null, Credential.token("oidc", TOKEN)))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("roleArn");
        assertThat(sts.lent()).isZero();
    }

    private String digest(String role, Credential credential) {
        EcrAccount account =
                new EcrAccount(EcrServer.REGION, null, "http://127.0.0.1:" + ecr.port(), Optional.of(credential), role);
        try (ImageScanner scanner = EcrImageScanner.open(account)) {
            return scanner.image("shop/payments", "1.4.0").digest();
        }
    }
}
