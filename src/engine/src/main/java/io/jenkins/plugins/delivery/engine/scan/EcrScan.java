package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.WaitingOperation;
import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * {@code ecrScan}: a gate on the vulnerabilities of one image. Waits until ECR's findings have settled, judges them by the policy, and
 * fails closed: what cannot be decided does not pass.
 *
 * <p>Findings settle when several reads in a row agree, because ECR reports COMPLETE or ACTIVE before the findings are in
 * (aws/aws-sdk#289), and because enhanced scanning stays ACTIVE for ever. Credentials are fetched for each look.
 */
public final class EcrScan implements WaitingOperation<EcrScanRequest, EcrScanResult> {

    private static final String NAME = "ecrScan";

    private final ImageScanner.Connector scanners;
    private final ScanPace pace = new ScanPace(() -> ThreadLocalRandom.current().nextDouble());

    public EcrScan(ImageScanner.Connector scanners) {
        this.scanners = scanners;
    }

    /** Reads the allow list and nothing else: ECR is asked where the waiting is done. */
    @Override
    public Ticket start(EcrScanRequest request, EngineContext context) {
        AllowList allowList = request.allowList() == null
                ? AllowListFile.of("accepted", request.accepted())
                : AllowListFile.read(context.workDir(), request.allowList());
        Instant now = context.clock().instant();
        return new Ticket(NAME, now, now.plus(request.timeout()), ScanTicket.state(request, allowList));
    }

    @Override
    public boolean usesWorkspace(EcrScanRequest request) {
        return request.allowList() != null;
    }

    @Override
    public Set<String> workspaceCredentials(EcrScanRequest request) {
        return Set.of();
    }

    @Override
    public String endpoint(Ticket ticket) {
        EcrScanRequest request = ScanTicket.request(ticket);
        return "ECR" + (request.endpoint() == null ? "" : " at " + request.endpoint())
                + (request.registryId() == null ? "" : " of " + request.registryId())
                + (request.region() == null ? "" : " in " + request.region());
    }

    @Override
    public Progress<EcrScanResult> poll(Ticket ticket, EngineContext context) {
        EcrScanRequest request = ScanTicket.request(ticket);
        try (ImageScanner scanner = scanners.open(account(request, context))) {
            ImageReader reader = new ImageReader(
                    scanner, request.repository(), context.clock().instant());
            Ticket answered = ScanTicket.busy(ticket, 0);
            Optional<WatchedImage> image = ScanTicket.image(ticket);
            boolean ask = request.mode() != ScanMode.ENHANCED && !context.dryRun();
            if (image.isEmpty()) {
                return begun(begin(answered, request, reader, ask, context), request);
            }
            Optional<Ticket> more =
                    new Comparisons(reader).begin(answered, request, image.get().digest(), ask);
            return more.isPresent()
                    ? begun(more.get(), request)
                    : new ScanWait(request, reader, pace, context).look(answered, image.get());
        } catch (RetryableException e) {
            int times = ScanTicket.busy(ticket) + 1;
            return Progress.<EcrScanResult>waiting(
                            ScanTicket.busy(ticket, times),
                            "cannot see the state: " + e.getMessage(),
                            pace.backoff(times, e))
                    .inTrouble();
        }
    }

    private static Ticket begin(
            Ticket ticket, EcrScanRequest request, ImageReader reader, boolean ask, EngineContext context) {
        WatchedImage image = reader.begin(request.reference(), ask);
        if (request.digest() == null) {
            context.log()
                    .info(request.repository() + ":" + request.tag() + " is " + image.digest()
                            + "; that image is scanned, wherever the tag moves.");
        }
        for (WatchedImage.WatchedPlatform platform : image.platforms()) {
            context.log()
                    .info("Scan of " + request.repository() + "@" + platform.digest()
                            + (platform.name().isEmpty() ? "" : " (" + platform.name() + ")") + ": "
                            + platform.start().words() + ".");
        }
        return ScanTicket.with(ticket, image);
    }

    private static Progress<EcrScanResult> begun(Ticket ticket, EcrScanRequest request) {
        String digest = ScanTicket.image(ticket).map(WatchedImage::digest).orElseThrow();
        return Progress.waiting(
                ticket, "The scan of " + request.repository() + "@" + digest + " begins", ScanPace.SHORTEST);
    }

    @Override
    public String cancel(Ticket ticket, String reason, EngineContext context) {
        return "The scan goes on in ECR and changes nothing; run the step again to read its findings.";
    }

    private static EcrAccount account(EcrScanRequest request, EngineContext context) {
        return new EcrAccount(
                request.region(),
                request.registryId(),
                request.endpoint(),
                Optional.ofNullable(request.credentialsId()).map(context::credential),
                request.roleArn());
    }
}
