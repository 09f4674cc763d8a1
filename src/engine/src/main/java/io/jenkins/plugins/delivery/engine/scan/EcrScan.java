package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.WaitingOperation;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * {@code ecrScan}: a gate on the vulnerabilities of one image. Waits until ECR's findings have settled, judges them by the policy, and
 * fails closed: what cannot be decided does not pass.
 *
 * <p>Findings settle when several reads in a row agree, because ECR reports COMPLETE or ACTIVE before the findings are in
 * (aws/aws-sdk#289), and because enhanced scanning stays ACTIVE for ever.
 */
public final class EcrScan implements WaitingOperation<EcrScanRequest, EcrScanResult> {

    private static final String NAME = "ecrScan";
    /** Between two reads of finished findings: what arrives late arrives within seconds, not at once. */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final ImageScanner.Connector scanners;

    public EcrScan(ImageScanner.Connector scanners) {
        this.scanners = scanners;
    }

    @Override
    public Ticket start(EcrScanRequest request, EngineContext context) {
        AllowList allowList = allowList(request, context);
        String digest = request.digest();
        ImageScanner.Start started = ImageScanner.Start.BY_ITSELF;
        try (ImageScanner scanner = scanners.open(account(request, context))) {
            if (digest == null) {
                digest = scanner.digest(request.repository(), request.tag());
                context.log()
                        .info(request.image() + " is " + digest + "; that image is scanned, wherever the tag moves.");
            }
            if (request.mode() != ScanMode.ENHANCED && !context.dryRun()) {
                started = scanner.start(request.repository(), digest);
                context.log().info("Scan of " + request.repository() + "@" + digest + ": " + started.words() + ".");
            }
        }
        Instant now = context.clock().instant();
        return new Ticket(
                NAME, now, now.plus(request.timeout()), ScanTicket.state(request, digest, started, allowList));
    }

    @Override
    public boolean usesWorkspace(EcrScanRequest request) {
        return request.allowList() != null;
    }

    @Override
    public String endpoint(Ticket ticket) {
        EcrScanRequest request = ScanTicket.request(ticket);
        return "ECR " + request.registryId() + " " + request.region() + " " + request.endpoint();
    }

    @Override
    public Progress<EcrScanResult> poll(Ticket ticket, EngineContext context) {
        EcrScanRequest request = ScanTicket.request(ticket);
        String digest = ScanTicket.digest(ticket);
        String image = request.repository() + "@" + digest;
        ScanReading reading;
        try (ImageScanner scanner = scanners.open(account(request, context))) {
            reading = scanner.read(request.repository(), digest);
        }
        if (reading.state() == ScanState.NOT_STARTED && ScanTicket.unsupported(ticket)) {
            reading = new ScanReading(ScanState.UNSUPPORTED_IMAGE, "images of its type are not scanned", List.of());
        }
        switch (reading.state().meaning()) {
            case WAIT -> {
                String hint = reading.state() == ScanState.NOT_STARTED
                        ? "; scan on push or enhanced scanning has to be on for the repository"
                        : "";
                return Progress.waiting(
                        ScanTicket.unsettled(ticket),
                        "The scan of " + image + " " + reading.state().words() + hint,
                        pause(ticket, context));
            }
            case UNSUPPORTED -> {
                return Progress.done(unsupported(request, context, image, digest, reading));
            }
            case BROKEN ->
                throw new TerminalException(
                        "The scan of " + image + " " + reading.state().words() + words(reading) + ".",
                        "Without findings the gate cannot decide: look at the image's scan in ECR, then run this again.");
            default -> {
                return settled(ticket, request, context, reading);
            }
        }
    }

    /** A quarter of what has been waited: quick scans are seen at once, long ones cost few calls. */
    private static Duration pause(Ticket ticket, EngineContext context) {
        Duration quarter =
                Duration.between(ticket.startedAt(), context.clock().instant()).dividedBy(4);
        Duration atLeast = quarter.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : quarter;
        return atLeast.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : atLeast;
    }

    private static Progress<EcrScanResult> settled(
            Ticket ticket, EcrScanRequest request, EngineContext context, ScanReading reading) {
        Ticket read = ScanTicket.read(ticket, reading.fingerprint());
        // No findings is the answer that is most often early: a single read is never enough for it.
        int wanted = reading.findings().isEmpty() ? Math.max(2, request.stableReads()) : request.stableReads();
        int agreed = ScanTicket.agreed(read);
        if (agreed < wanted) {
            return Progress.waiting(
                    read,
                    "The scan of " + request.repository() + " "
                            + reading.state().words() + " with "
                            + reading.findings().size() + " findings; waiting until " + wanted
                            + " reads in a row agree (" + agreed + " so far)",
                    SETTLING);
        }
        LocalDate today = LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC);
        ScanVerdict verdict = request.policy().judge(reading.findings(), ScanTicket.allowList(ticket), today);
        EcrScanResult result = new EcrScanResult(reading.state().name(), ScanTicket.digest(ticket), verdict);
        ScanReport.warnings(verdict).forEach(context.log()::warn);
        if (verdict.decision() == ScanVerdict.Decision.FAILED) {
            throw new GateFailedException(
                    ScanReport.failure(request.repository() + "@" + result.digest(), verdict),
                    ScanReport.advice(verdict),
                    result.toMap());
        }
        context.log().info(ScanReport.passed(request.repository() + "@" + result.digest(), verdict));
        return Progress.done(result);
    }

    private static EcrScanResult unsupported(
            EcrScanRequest request, EngineContext context, String image, String digest, ScanReading reading) {
        String said = "ECR cannot scan " + image + words(reading) + ".";
        if (request.onUnsupported() == OnUnsupported.FAIL) {
            throw new TerminalException(
                    said, "Build it on a supported base image, or accept it with onUnsupported: 'warn'.");
        }
        context.log().warn(said + " Nobody has looked for vulnerabilities in it.");
        return new EcrScanResult(reading.state().name(), digest, ScanVerdict.undecided());
    }

    @Override
    public String cancel(Ticket ticket, String reason, EngineContext context) {
        return "The scan goes on in ECR and changes nothing; run the step again to read its findings.";
    }

    private static String words(ScanReading reading) {
        return reading.description().isEmpty()
                ? ""
                : " (" + reading.description().replaceAll("[.\\s]+$", "") + ")";
    }

    private static EcrAccount account(EcrScanRequest request, EngineContext context) {
        return new EcrAccount(
                request.region(),
                request.registryId(),
                request.endpoint(),
                Optional.ofNullable(request.credentialsId()).map(context::credential),
                request.roleArn());
    }

    private static AllowList allowList(EcrScanRequest request, EngineContext context) {
        if (request.allowList() == null) {
            return AllowList.EMPTY;
        }
        Path file = WorkspacePath.resolve(context.workDir(), request.allowList(), "The allow list");
        if (!Files.isRegularFile(file)) {
            throw new NotFoundException(
                    "There is no allow list '" + request.allowList() + "' in the workspace.",
                    "Create it, or leave allowList out.");
        }
        try {
            return AllowList.of(request.allowList(), YamlValues.parse(request.allowList(), Files.readString(file)));
        } catch (IOException e) {
            throw new TerminalException(
                    "The allow list " + request.allowList() + " cannot be read (" + e.getMessage() + ").",
                    "It has to be UTF-8 text.",
                    e);
        }
    }
}
