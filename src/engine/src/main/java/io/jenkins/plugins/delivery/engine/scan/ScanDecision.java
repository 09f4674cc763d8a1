package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.scan.ScanTicket.Role;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges findings that have settled, keeps the reports with the run, and tells people. */
final class ScanDecision {

    private final EcrScanRequest request;
    private final EngineContext context;

    ScanDecision(EcrScanRequest request, EngineContext context) {
        this.request = request;
        this.context = context;
    }

    /**
     * Judges the findings.
     *
     * @param others findings of the images it is compared with
     * @throws GateFailedException when the policy says no
     */
    EcrScanResult decide(Ticket ticket, ImageReader.Look look, Map<Role, List<Finding>> others) {
        List<Finding> findings = look.reading().findings();
        ScanComparison comparison = ScanComparison.of(ticket, findings, others);
        Instant now = context.clock().instant();
        ScanVerdict verdict = request.policy()
                .judge(
                        findings,
                        ScanTicket.allowList(ticket),
                        comparison.known(),
                        LocalDate.ofInstant(now, ZoneOffset.UTC));
        if (!look.unsupported().isEmpty()) {
            verdict = verdict.partly();
        }
        return report(
                new ScanRecord(
                        request.repository(),
                        look.image(),
                        look.reading().state().name(),
                        verdict,
                        comparison,
                        now),
                look.unsupported());
    }

    /** The result for an image that the scanner cannot look into. */
    EcrScanResult undecided(ImageReader.Look look) {
        return report(
                new ScanRecord(
                        request.repository(),
                        look.image(),
                        look.reading().state().name(),
                        ScanVerdict.undecided(),
                        ScanComparison.NONE,
                        context.clock().instant()),
                look.unsupported());
    }

    /** @param unsupported what could not be scanned, a clause each */
    private EcrScanResult report(ScanRecord scan, List<String> unsupported) {
        context.attach(scan.reportName(), ScanJson.text(scan));
        context.attach(scan.sarifName(), ScanSarif.text(scan));
        ScanTable.lines(scan).forEach(context.log()::info);
        ScanReport.warnings(scan).forEach(context.log()::warn);
        scan.comparison().delta().ifPresent(delta -> context.log()
                .info("Compared with " + delta.against() + ": " + delta.sentence() + "."));
        EcrScanResult result = new EcrScanResult(
                scan.status(),
                scan.image().digest(),
                scan.verdict(),
                scan.comparison().sentence(),
                context.dryRun() ? Optional.empty() : Optional.of(scan.reportName()));
        switch (scan.verdict().decision()) {
            case FAILED ->
                throw new GateFailedException(
                        ScanReport.failure(scan), ScanReport.advice(scan.verdict()), result.toMap());
            case PASSED -> context.log().info(ScanReport.passed(scan));
            case ERRORED ->
                context.log()
                        .warn("ECR cannot scan " + scan.subject() + " (" + String.join("; ", unsupported)
                                + "). Nobody has looked for vulnerabilities there; elsewhere: "
                                + ScanReport.counts(scan.verdict()) + ".");
        }
        return result;
    }
}
