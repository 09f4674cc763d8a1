package io.jenkins.plugins.delivery.engine.image.ecr;

import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import io.jenkins.plugins.delivery.engine.scan.Finding;
import io.jenkins.plugins.delivery.engine.scan.ImageScanner;
import io.jenkins.plugins.delivery.engine.scan.ScanReading;
import io.jenkins.plugins.delivery.engine.scan.ScanState;
import io.jenkins.plugins.delivery.engine.share.IdleCache;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.DescribeImageScanFindingsResponse;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
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
    public String digest(String repository, String tag) {
        try {
            return client
                    .describeImages(request -> request.registryId(account.registryId())
                            .repositoryName(repository)
                            .imageIds(image -> image.imageTag(tag)))
                    .imageDetails()
                    .stream()
                    .map(ImageDetail::imageDigest)
                    .findFirst()
                    .orElseThrow(() -> new NotFoundException(
                            "ECR has no image " + repository + ":" + tag + ".", "Push it first."));
        } catch (SdkException e) {
            throw EcrClients.failure("The image " + repository + ":" + tag + " cannot be found", e);
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
            throw EcrClients.failure("The scan of " + repository + "@" + digest + " cannot be started", e);
        }
    }

    @Override
    public ScanReading read(String repository, String digest) {
        ScanState state = ScanState.NOT_STARTED;
        String description = "";
        List<Finding> findings = new ArrayList<>();
        try {
            for (DescribeImageScanFindingsResponse page :
                    client.describeImageScanFindingsPaginator(request -> request.registryId(account.registryId())
                            .repositoryName(repository)
                            .imageId(image -> image.imageDigest(digest)))) {
                state = ScanState.of(page.imageScanStatus().statusAsString());
                description = page.imageScanStatus().description();
                if (page.imageScanFindings() != null) {
                    page.imageScanFindings().findings().forEach(finding -> findings.add(EcrFindings.basic(finding)));
                    page.imageScanFindings()
                            .enhancedFindings()
                            .forEach(finding -> findings.addAll(EcrFindings.enhanced(finding)));
                }
            }
            return new ScanReading(state, description, findings);
        } catch (ScanNotFoundException e) {
            return new ScanReading(ScanState.NOT_STARTED, "", List.of());
        } catch (SdkException e) {
            throw EcrClients.failure("The findings of " + repository + "@" + digest + " cannot be read", e);
        }
    }

    @Override
    public void close() {
        lease.close();
    }
}
