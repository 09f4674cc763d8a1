package io.jenkins.plugins.delivery.engine.deploy.ecs;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import io.jenkins.plugins.delivery.engine.image.ecr.AwsIdentity;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClientBuilder;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;

/** Reads from CloudWatch Logs, once for each deployment that failed: whoever waits for the answer does not wait long. */
final class LogClients {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private LogClients() {}

    /** @param region of the log; null for that of the service */
    record Place(String group, String stream, String region) {}

    /** The last lines, oldest first. Errors as in {@link EcsClients#call}. */
    static List<String> lines(EcsDeployRequest request, EngineContext context, Place place, int most)
            throws InterruptedException {
        try (CloudWatchLogsClient client = client(request, context, place)) {
            return client
                    .getLogEvents(call -> call.logGroupName(place.group())
                            .logStreamName(place.stream())
                            .startFromHead(false)
                            .limit(most))
                    .events()
                    .stream()
                    .map(OutputLogEvent::message)
                    .toList();
        } catch (AbortedException e) {
            InterruptedException interrupted = new InterruptedException("The call to AWS was aborted.");
            interrupted.initCause(e);
            throw interrupted;
        } catch (SdkException e) {
            throw EcsClients.failure(
                    "The log " + place.stream() + " of " + place.group() + " cannot be read",
                    "CloudWatch Logs",
                    "logs:GetLogEvents",
                    e);
        }
    }

    private static CloudWatchLogsClient client(EcsDeployRequest request, EngineContext context, Place place) {
        EcrAccount account = request.account(context);
        CloudWatchLogsClientBuilder builder = CloudWatchLogsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(settings -> settings.apiCallTimeout(PATIENCE));
        if (request.logsEndpoint() != null) {
            builder.endpointOverride(URI.create(request.logsEndpoint()));
        }
        String region = place.region() == null ? account.region() : place.region();
        if (region != null) {
            builder.region(Region.of(region));
        }
        AwsIdentity.of(account).ifPresent(builder::credentialsProvider);
        return builder.build();
    }
}
