package io.jenkins.plugins.delivery.engine.image.ecr;

import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.image.Digest;
import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import io.jenkins.plugins.delivery.engine.scan.ImageScanner;
import io.jenkins.plugins.delivery.engine.scan.ScanReading;
import io.jenkins.plugins.delivery.engine.scan.ScanState;
import io.jenkins.plugins.delivery.engine.scan.ScanTarget;
import io.jenkins.plugins.delivery.engine.share.IdleCache;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageScanFindings;
import software.amazon.awssdk.services.ecr.model.LimitExceededException;
import software.amazon.awssdk.services.ecr.model.ScanNotFoundException;
import software.amazon.awssdk.services.ecr.model.UnsupportedImageTypeException;
import software.amazon.awssdk.services.ecr.model.ValidationException;

/** Scans of ECR, basic and enhanced (Amazon ECR API, {@code StartImageScan} and {@code DescribeImageScanFindings}). */
public final class EcrImageScanner implements ImageScanner {

    private final EcrAccount account;
    private final IdleCache.Lease<EcrClient> lease;
    private final EcrClient client;

    private EcrImageScanner(EcrAccount account, IdleCache.Lease<EcrClient> lease) {
        this.account = account;
        this.lease = lease;
        this.client = lease.value();
    }

    /** Takes a client, shared with whoever asks the same ECR as the same user; nothing is sent yet. */
    public static ImageScanner open(EcrAccount account) {
        return new EcrImageScanner(account, EcrClients.open(account));
    }

    @Override
    public ScanTarget image(String repository, String reference) {
        ImageIdentifier id = Digest.isDigest(reference)
                ? ImageIdentifier.builder().imageDigest(reference).build()
                : ImageIdentifier.builder().imageTag(reference).build();
        String name = repository + (id.imageDigest() == null ? ":" : "@") + reference;
        try {
            ImageDetail image = client
                    .describeImages(request -> request.registryId(account.registryId())
                            .repositoryName(repository)
                            .imageIds(id))
                    .imageDetails()
                    .stream()
                    .findFirst()
                    .orElseThrow(() -> new NotFoundException("ECR has no image " + name + ".", "Push it first."));
            return EcrIndex.isIndex(image.imageManifestMediaType())
                    ? new EcrIndex(client, account.registryId()).read(repository, image.imageDigest())
                    : ScanTarget.single(image.imageDigest());
        } catch (SdkException e) {
            throw EcrClients.failure("The image " + name + " cannot be found", e);
        }
    }

    @Override
    public Start start(String repository, String digest) {
        try {
            client.startImageScan(request -> request.registryId(account.registryId())
                    .repositoryName(repository)
                    .imageId(image -> image.imageDigest(digest)));
            return Start.STARTED;
        } catch (LimitExceededException e) {
            return Start.SCANNED_BEFORE;
        } catch (ValidationException e) {
            return Start.BY_ITSELF;
        } catch (UnsupportedImageTypeException e) {
            return Start.UNSUPPORTED;
        } catch (SdkException e) {
            if (e instanceof AwsServiceException service && service.isThrottlingException()) {
                return Start.BUSY;
            }
            throw EcrClients.failure("The scan of " + repository + "@" + digest + " cannot be started", e);
        }
    }

    @Override
    public Optional<Instant> lastScan(String repository, String digest) {
        try {
            return Optional.ofNullable(
                            client.describeImageScanFindings(request -> request.registryId(account.registryId())
                                            .repositoryName(repository)
                                            .imageId(image -> image.imageDigest(digest))
                                            .maxResults(1))
                                    .imageScanFindings())
                    .map(ImageScanFindings::imageScanCompletedAt);
        } catch (ScanNotFoundException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw EcrClients.failure("The last scan of " + repository + "@" + digest + " cannot be read", e);
        }
    }

    @Override
    public ScanReading read(String repository, String digest) {
        try {
            return new EcrFindingPages(client, account.registryId()).read(repository, digest);
        } catch (ScanNotFoundException e) {
            return ScanReading.of(ScanState.NOT_STARTED, "");
        } catch (SdkException e) {
            throw EcrClients.failure("The findings of " + repository + "@" + digest + " cannot be read", e);
        }
    }

    @Override
    public void close() {
        lease.close();
    }
}
