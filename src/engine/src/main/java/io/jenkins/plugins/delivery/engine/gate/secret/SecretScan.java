package io.jenkins.plugins.delivery.engine.gate.secret;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.gate.GateResult;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.engine.gate.tool.ReportFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code secretScan}: scans the commits of a change and the files of the commit with gitleaks, and decides. The files are those that Git
 * has and not those of the workspace, in which build tools may have left anything. Nothing is changed anywhere.
 */
public final class SecretScan implements Operation<SecretScanRequest, SecretScanResult> {

    private static final String ADVICE =
            "Exchange every secret that was pushed, because deleting it does not make it unknown; then take it out. What is none"
                    + " belongs into the allow list, with reason, owner and an end.";

    /** For a view of warnings. */
    private static final String SARIF = "secrets.sarif";

    private static final int MOST_IN_MESSAGE = 5;

    /** Looking up who brought a line in walks through the history of its file. */
    private static final int MOST_ORIGINS = 20;

    private final SourceChange.Connector connector;

    public SecretScan(SourceChange.Connector connector) {
        this.connector = connector;
    }

    @Override
    public boolean usesWorkspace(SecretScanRequest request) {
        return true;
    }

    @Override
    public SecretScanResult run(SecretScanRequest request, EngineContext context) throws InterruptedException {
        if (context.dryRun()) {
            String message = "Dry run: gate " + request.name() + " would scan for secrets.";
            context.log().info(message);
            return undecided(request, message);
        }
        SecretScanResult result;
        try {
            result = scan(request, context);
        } catch (DeliveryException e) {
            result = undecided(
                    request,
                    "Gate " + request.name() + " could not decide: "
                            + GateResult.undecided(e, request.onFail()).orElseThrow(() -> e));
        }
        return GateResult.conclude(result, request.onFail(), ADVICE, context);
    }

    private SecretScanResult scan(SecretScanRequest request, EngineContext context) throws InterruptedException {
        ReportFiles files = new ReportFiles(request.reports(), context);
        files.forget(SARIF);
        SecretAllowList allowList = SecretAllowFile.read(context.workDir(), request.allowList());
        SecretBaseline baseline = SecretBaseline.read(context.workDir(), request.baseline());
        if (Files.exists(context.workDir().resolve(".gitleaksignore"))) {
            context.log()
                    .warn(
                            ".gitleaksignore is not read: its entries have no reason and no end. The allow list is for them.");
        }
        List<GitleaksReport.Entry> found = new ArrayList<>();
        int commits = 0;
        try (SourceChange source = connector.open(request, context);
                Gitleaks gitleaks = Gitleaks.open(request, context)) {
            if (request.history() != HistoryScope.NONE) {
                SourceChange.Commits range = source.commits();
                commits = range.count();
                context.log().info("Scanning " + plural(commits, "commit") + range.since() + ".");
                if (commits > 0) {
                    found.addAll(gitleaks.history(source.repository(), range.range()));
                }
            }
            List<SecretFinding> findings = request.tree()
                    ? new FoundSecrets(found, tree(source, gitleaks, context)).joined()
                    : new FoundSecrets(found, List.of()).joined();
            JudgedSecrets judged = JudgedSecrets.of(
                    origins(findings, source),
                    allowList,
                    baseline,
                    LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC),
                    request.tree());
            files.keep(SARIF, SecretSarif.text(judged));
            return result(request, judged, commits, context);
        }
    }

    private static List<GitleaksReport.Entry> tree(SourceChange source, Gitleaks gitleaks, EngineContext context)
            throws InterruptedException {
        Path directory = gitleaks.directory("tree");
        SourceChange.Files files = source.export(directory);
        context.log()
                .info("Scanning " + plural(files.files(), "file")
                        + (files.leftOut() == 0 ? "." : "; " + files.leftOut() + " more are too large to be scanned."));
        return gitleaks.tree(directory);
    }

    private static List<SecretFinding> origins(List<SecretFinding> findings, SourceChange source) {
        List<SecretFinding> known = new ArrayList<>();
        int asked = 0;
        for (SecretFinding finding : findings) {
            SecretFinding.Place place = finding.place();
            known.add(
                    place.commit().isEmpty() && asked++ < MOST_ORIGINS
                            ? finding.in(new SecretFinding.Place(
                                    place.file(), place.line(), source.origin(place.file(), place.line())))
                            : finding);
        }
        return known;
    }

    private static SecretScanResult result(
            SecretScanRequest request, JudgedSecrets judged, int commits, EngineContext context) {
        judged.expired().forEach(entry -> context.log()
                .warn("The allow list's entry for " + entry.subject() + " expired on " + entry.expires() + "; "
                        + entry.owner() + " answers for it."));
        judged.unmatched().forEach(entry -> context.log()
                .warn("The allow list's entry for " + entry.subject() + " matches nothing any more; delete it."));
        boolean passed = judged.counting().isEmpty();
        SecretScanResult result = new SecretScanResult(
                request.name(),
                passed ? GateVerdict.PASSED : GateVerdict.FAILED,
                "Gate " + request.name() + (passed ? passed(judged) : failed(judged.counting())),
                judged,
                commits);
        context.attach("delivery/secrets.md", SecretReport.table(result));
        List<SecretFinding> all = new ArrayList<>(judged.counting());
        all.addAll(judged.known());
        context.attach("delivery/secrets.json", SecretReport.gitleaks(all));
        return result;
    }

    private static String passed(JudgedSecrets judged) {
        return " passed: no secret that counts"
                + (judged.allowed().isEmpty() ? "" : ", " + judged.allowed().size() + " allowed")
                + (judged.known().isEmpty() ? "" : ", " + judged.known().size() + " known from before") + ".";
    }

    private static String failed(List<SecretFinding> counting) {
        int more = counting.size() - MOST_IN_MESSAGE;
        return " failed with " + plural(counting.size(), "secret") + ": "
                + counting.stream()
                        .limit(MOST_IN_MESSAGE)
                        .map(SecretFinding::sentence)
                        .collect(Collectors.joining("; "))
                + (more > 0 ? "; and " + more + " more." : ".");
    }

    private static String plural(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static SecretScanResult undecided(SecretScanRequest request, String message) {
        return new SecretScanResult(request.name(), GateVerdict.ERRORED, message, JudgedSecrets.NONE, 0);
    }
}
