package io.jenkins.plugins.delivery.engine.image.ecr;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleWithWebIdentityCredentialsProvider;

/**
 * As whom AWS is asked. Without a role by a stored pair of keys, or by what the machine is allowed to. With a role by credentials that
 * AWS lends for an hour at most and that are fetched again before they expire: assumed with the keys (sts:AssumeRole) or, when the
 * credential is a token, with that OIDC token and no key at all (sts:AssumeRoleWithWebIdentity).
 */
public final class AwsIdentity {

    /** What CloudTrail shows as the session of the role. */
    private static final String SESSION = "git-flow-delivery";

    private AwsIdentity() {}

    /** @return empty for the SDK's default chain */
    public static Optional<AwsCredentialsProvider> of(EcrAccount account) {
        if (account.roleArn() == null) {
            return account.credential().map(AwsIdentity::keyPair);
        }
        Optional<Credential> token = account.credential().filter(credential -> credential.username() == null);
        if (token.isPresent()) {
            return Optional.of(StsAssumeRoleWithWebIdentityCredentialsProvider.builder()
                    .stsClient(sts(account, Optional.of(AnonymousCredentialsProvider.create())))
                    .refreshRequest(request -> request.roleArn(account.roleArn())
                            .roleSessionName(SESSION)
                            .webIdentityToken(token.get().secret()))
                    .build());
        }
        return Optional.of(StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts(account, account.credential().map(AwsIdentity::keyPair)))
                .refreshRequest(request -> request.roleArn(account.roleArn()).roleSessionName(SESSION))
                .build());
    }

    /** The endpoint of ECR is not that of STS; where STS has another one, the SDK's own setting AWS_ENDPOINT_URL_STS names it. */
    private static StsClient sts(EcrAccount account, Optional<AwsCredentialsProvider> caller) {
        StsClientBuilder builder = StsClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
        caller.ifPresent(builder::credentialsProvider);
        if (account.region() != null) {
            builder.region(Region.of(account.region()));
        }
        return builder.build();
    }

    private static AwsCredentialsProvider keyPair(Credential credential) {
        if (credential.username() == null) {
            throw new TerminalException(
                    "The " + credential + " is a single token, and AWS needs a pair of keys.",
                    "Store the access key id as user name and the secret access key as password, or name the roleArn that the"
                            + " token is for.");
        }
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(credential.username(), credential.secret()));
    }
}
