package io.jenkins.plugins.delivery.engine.deploy.ecs;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import io.jenkins.plugins.delivery.engine.image.ecr.AwsIdentity;
import io.jenkins.plugins.delivery.engine.share.Fingerprint;
import io.jenkins.plugins.delivery.engine.share.IdleCache;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.EcsClientBuilder;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.sts.model.StsException;

/** Calls to ECS with clients that are shared while they are in use, and what the SDK's exceptions mean. */
final class EcsClients {

    /** For one call with the SDK's own retries. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration ATTEMPT = Duration.ofSeconds(20);
    private static final Duration IDLE = Duration.ofMinutes(2);
    private static final int MOST = 32;

    private static final IdleCache<EcsClient> CLIENTS = new IdleCache<>(IDLE, MOST, EcsClient::close);

    private EcsClients() {}

    /**
     * One call.
     *
     * @param what would have failed, the beginning of a sentence
     * @param action of IAM that it needs
     */
    static <T> T call(
            EcsDeployRequest request, EngineContext context, String what, String action, Function<EcsClient, T> call)
            throws InterruptedException {
        EcrAccount account = request.account(context);
        String key = Fingerprint.of(account.credential(), account.region(), account.endpoint(), account.roleArn());
        try (IdleCache.Lease<EcsClient> lease = CLIENTS.lease(key, () -> client(account))) {
            return call.apply(lease.value());
        } catch (AbortedException e) {
            InterruptedException interrupted = new InterruptedException("The call to AWS was aborted.");
            interrupted.initCause(e);
            throw interrupted;
        } catch (SdkException e) {
            throw failure(what, "ECS", action, e);
        }
    }

    private static EcsClient client(EcrAccount account) {
        EcsClientBuilder builder = EcsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(
                        settings -> settings.apiCallTimeout(PATIENCE).apiCallAttemptTimeout(ATTEMPT));
        if (account.endpoint() != null) {
            builder.endpointOverride(URI.create(account.endpoint()));
        }
        if (account.region() != null) {
            builder.region(Region.of(account.region()));
        }
        AwsIdentity.of(account).ifPresent(builder::credentialsProvider);
        return builder.build();
    }

    /** @param service of AWS, for people */
    static DeliveryException failure(String what, String service, String action, SdkException e) {
        String words = words(e);
        if (e instanceof ClusterNotFoundException || e instanceof ServiceNotFoundException) {
            return new NotFoundException(what + ": " + words + ".", "Correct cluster, ecsService or region.");
        }
        if (e instanceof AwsServiceException answer) {
            String said = what + (e instanceof StsException ? ": AWS STS answered " : ": " + service + " answered ")
                    + words + ".";
            if (answer.isThrottlingException() || answer.statusCode() >= 500) {
                return new RetryableException(said, "", e);
            }
            if (words.startsWith("AccessDenied") && !(e instanceof StsException)) {
                return new TerminalException(
                        said,
                        "Allow the action " + action + " to that user or role in IAM, or name another roleArn or"
                                + " credentialsId.",
                        e);
            }
            boolean identity = answer.statusCode() == 401
                    || answer.statusCode() == 403
                    || words.matches("(UnrecognizedClient|InvalidSignature|ExpiredToken).*");
            return new TerminalException(
                    said, identity ? "Check the credentialsId, the roleArn and their policies in IAM." : "", e);
        }
        boolean away = e instanceof ApiCallTimeoutException
                || e instanceof SdkClientException && e.getCause() instanceof java.io.IOException;
        return away
                ? new RetryableException(
                        what + ": " + service + " cannot be reached (" + words + ").",
                        "Check region, endpoint and network.",
                        e)
                : new TerminalException(
                        what + ": " + words + ".", "Set region and credentialsId, or give the agent a role.", e);
    }

    private static String words(SdkException e) {
        String text = e instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? service.awsErrorDetails().errorCode() + " "
                        + service.awsErrorDetails().errorMessage()
                : String.valueOf(e.getMessage());
        return text.strip().replaceAll("\\s+", " ").replaceAll("\\.$", "");
    }
}
