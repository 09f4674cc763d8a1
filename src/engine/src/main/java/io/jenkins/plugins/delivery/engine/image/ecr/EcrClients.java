package io.jenkins.plugins.delivery.engine.image.ecr;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import io.jenkins.plugins.delivery.engine.share.Fingerprint;
import io.jenkins.plugins.delivery.engine.share.IdleCache;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.EcrClientBuilder;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * The clients of the AWS SDK, which are too heavy to make one for each look, and what its exceptions mean. Whoever names the same ECR as
 * the same user gets the same client; what AWS lends to it for a role is fetched again by the SDK before it expires. A client goes, and
 * its credentials with it, soon after its last use.
 */
final class EcrClients {

    /** For one call with the SDK's own retries. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration ATTEMPT = Duration.ofSeconds(20);

    private static final Duration IDLE = Duration.ofMinutes(2);

    /** An OIDC token may be another one at each look; then there is a client for each, and old ones must not pile up. */
    private static final int MOST = 32;

    private static final IdleCache<EcrClient> CLIENTS = new IdleCache<>(IDLE, MOST, EcrClient::close);

    private EcrClients() {}

    /**
     * A client for the account; close the lease after the call.
     *
     * @throws TerminalException when region or credentials cannot be found, or the credential is no key pair
     */
    static IdleCache.Lease<EcrClient> open(EcrAccount account) {
        String key = Fingerprint.of(
                account.credential(), account.region(), account.registryId(), account.endpoint(), account.roleArn());
        return CLIENTS.lease(key, () -> client(account));
    }

    private static EcrClient client(EcrAccount account) {
        EcrClientBuilder builder = EcrClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(
                        settings -> settings.apiCallTimeout(PATIENCE).apiCallAttemptTimeout(ATTEMPT));
        if (account.endpoint() != null) {
            builder.endpointOverride(address(account.endpoint()));
        }
        if (account.region() != null) {
            builder.region(Region.of(account.region()));
        }
        try {
            AwsIdentity.of(account).ifPresent(builder::credentialsProvider);
            return builder.build();
        } catch (SdkClientException e) {
            throw failure("ECR cannot be used", e);
        }
    }

    private static URI address(String endpoint) {
        URI address = URI.create(endpoint);
        if (address.getHost() == null || address.getUserInfo() != null) {
            throw new InvalidInputException(
                    "The ECR endpoint",
                    List.of("it is not an address like http://127.0.0.1:4566, without credentials"));
        }
        return address;
    }

    /** A call that was ended because the run was. */
    static InterruptedException aborted(AbortedException e) {
        InterruptedException interrupted = new InterruptedException("The call to AWS was aborted.");
        interrupted.initCause(e);
        return interrupted;
    }

    /** Whether AWS refuses this caller this call. */
    static boolean denied(SdkException e) {
        return e instanceof AwsServiceException service
                && (service.statusCode() == 401
                        || service.statusCode() == 403
                        || words(e).matches("(AccessDenied|UnrecognizedClient|InvalidSignature|ExpiredToken).*"));
    }

    /** What an exception of the SDK means for the caller, where one action of IAM decides; names it when it is missing. */
    static DeliveryException failure(String what, String action, SdkException e) {
        boolean ofEcr = !(e instanceof StsException);
        if (ofEcr && denied(e) && words(e).startsWith("AccessDenied")) {
            return new TerminalException(
                    what + ": ECR answered " + words(e) + ".",
                    "Allow the action " + action + " to that user or role in IAM, or name another roleArn or"
                            + " credentialsId.",
                    e);
        }
        return failure(what, e);
    }

    /**
     * What an exception of the SDK means for the caller.
     *
     * @param what failed, the beginning of a sentence
     */
    static DeliveryException failure(String what, SdkException e) {
        if (e instanceof RepositoryNotFoundException || e instanceof ImageNotFoundException) {
            return new NotFoundException(what + ": " + words(e) + ".", "Push the image first, or correct its name.");
        }
        if (e instanceof AwsServiceException service) {
            String said = what + (e instanceof StsException ? ": AWS STS answered " : ": ECR answered ")
                    + service.statusCode() + " " + words(e) + ".";
            if (service.isThrottlingException() || service.statusCode() >= 500) {
                return new RetryableException(said, "", e, retryAfter(service));
            }
            return new TerminalException(said, help(e), e);
        }
        if (e instanceof ApiCallTimeoutException || causedByNetwork(e)) {
            return new RetryableException(
                    what + ": ECR cannot be reached (" + words(e) + ").", "Check region, endpoint and network.", e);
        }
        return new TerminalException(
                what + ": " + words(e) + ".", "Set region and credentialsId, or give the agent a role.", e);
    }

    private static String help(SdkException e) {
        if (e instanceof StsException) {
            return "Check the roleArn, and that its trust policy in IAM lets in the credentialsId or the token behind it.";
        }
        return denied(e) ? "Check the credentialsId, the roleArn and their policies in IAM." : "";
    }

    /** What the answer's Retry-After says in seconds (RFC 9110, 10.2.3), at most an hour; null when it does not say. */
    private static Duration retryAfter(AwsServiceException e) {
        return Optional.ofNullable(e.awsErrorDetails())
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader("Retry-After"))
                .map(String::strip)
                .filter(seconds -> seconds.matches("\\d{1,4}"))
                .map(seconds -> Duration.ofSeconds(Math.min(3600, Long.parseLong(seconds))))
                .orElse(null);
    }

    private static boolean causedByNetwork(Throwable e) {
        boolean ofTheChain = String.valueOf(e.getMessage()).startsWith("Unable to load");
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return !ofTheChain;
            }
        }
        return false;
    }

    private static String words(SdkException e) {
        String text = e instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? service.awsErrorDetails().errorCode() + " "
                        + service.awsErrorDetails().errorMessage()
                : String.valueOf(e.getMessage());
        return text.strip().replaceAll("\\s+", " ").replaceAll("\\.$", "");
    }
}
