package io.jenkins.plugins.delivery.engine.gate.aps;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.http.RequestSigner;
import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import io.jenkins.plugins.delivery.engine.image.ecr.AwsIdentity;
import io.jenkins.plugins.delivery.engine.share.Fingerprint;
import io.jenkins.plugins.delivery.engine.share.IdleCache;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Signs requests for Amazon Managed Service for Prometheus with Signature Version 4, as the service {@code aps}, by the SDK's own signer
 * and as whoever {@link AwsIdentity} says. What AWS lends for a role is kept between requests, fetched again by the SDK before it
 * expires, and given up soon after the last request.
 */
public final class ApsSigner implements RequestSigner {

    private static final String SERVICE = "aps";
    private static final Duration IDLE = Duration.ofMinutes(2);
    private static final int MOST = 32;

    private static final IdleCache<AwsCredentialsProvider> PROVIDERS = new IdleCache<>(IDLE, MOST, ApsSigner::close);

    /** What the HTTP client sets by itself, to the same value. */
    private static final Set<String> OF_CLIENT = headerNames("Host", "Content-Length");

    private final EcrAccount caller;
    private final Clock clock;

    /** @param caller its region is there; registry and endpoint are not looked at */
    public ApsSigner(EcrAccount caller) {
        this(caller, Clock.systemUTC());
    }

    ApsSigner(EcrAccount caller, Clock clock) {
        this.caller = caller;
        this.clock = clock;
    }

    @Override
    public Map<String, String> sign(String method, URI address, Map<String, String> headers, byte[] body)
            throws InterruptedException {
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(address);
        headers.forEach(request::putHeader);
        AwsCredentials credentials = credentials();
        SignedRequest signed = AwsV4HttpSigner.create().sign(input -> input.identity(credentials)
                .request(request.build())
                .payload(ContentStreamProvider.fromByteArray(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                .putProperty(AwsV4HttpSigner.REGION_NAME, caller.region())
                .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, clock));
        Map<String, String> all = new LinkedHashMap<>();
        signed.request().headers().forEach((name, values) -> all.put(name, String.join(",", values)));
        all.keySet().removeIf(OF_CLIENT::contains);
        return all;
    }

    private AwsCredentials credentials() throws InterruptedException {
        String key = Fingerprint.of(caller.credential(), caller.region(), caller.roleArn());
        try (IdleCache.Lease<AwsCredentialsProvider> lease = PROVIDERS.lease(key, this::provider)) {
            return lease.value().resolveCredentials();
        } catch (AbortedException e) {
            InterruptedException interrupted = new InterruptedException("The call to AWS was aborted.");
            interrupted.initCause(e);
            throw interrupted;
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    private AwsCredentialsProvider provider() {
        return AwsIdentity.of(caller)
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    private static void close(AwsCredentialsProvider provider) {
        if (provider instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }

    private static DeliveryException failure(SdkException e) {
        String what = "The request to Amazon Managed Prometheus cannot be signed: ";
        if (e instanceof AwsServiceException service) {
            String said = what + "AWS STS answered " + words(service) + ".";
            return service.isThrottlingException() || service.statusCode() >= 500
                    ? new RetryableException(said, "", e)
                    : new TerminalException(
                            said,
                            "Check the roleArn, and that its trust policy in IAM lets in the credentialsId or the token"
                                    + " behind it.",
                            e);
        }
        String said = what + line(String.valueOf(e.getMessage())) + ".";
        return e.getCause() instanceof IOException
                ? new RetryableException(said, "Check region and network.", e)
                : new TerminalException(
                        said, "Set credentialsId to an access key, or give the machine that asks a role.", e);
    }

    private static String words(AwsServiceException e) {
        return line(
                e.awsErrorDetails() == null
                        ? String.valueOf(e.getMessage())
                        : e.awsErrorDetails().errorCode() + " "
                                + e.awsErrorDetails().errorMessage());
    }

    private static String line(String text) {
        return text.strip().replaceAll("\\s+", " ").replaceAll("\\.$", "");
    }

    private static Set<String> headerNames(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(Set.of(names));
        return set;
    }
}
