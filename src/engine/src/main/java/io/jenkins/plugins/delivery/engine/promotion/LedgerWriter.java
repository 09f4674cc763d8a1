package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.ledger.LedgerEntry;
import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Writes entries of the ledger that change no file: approvals and their refusals, skips, decisions, deployments by others than Argo CD.
 * Each is a commit without files.
 */
public final class LedgerWriter {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final GitOpsRepository.Opener repositories;
    private final EngineContext context;

    public LedgerWriter(GitOpsRepository.Opener repositories, EngineContext context) {
        this.repositories = repositories;
        this.context = context;
    }

    /**
     * Writes an entry once for each run, however often it is called: an entry of the same run with the same facts is found again among
     * the newest commits. An entry without {@code Delivery-Run} is written each time.
     *
     * @param mode how promotions get to the branch: one by pull requests is not pushed to, the entry goes to the records beside it then
     * @param signingCredentialsId of the key that signs the commit; null for none
     * @return the commit; empty in a dry run
     * @throws RetryableException when the repository cannot be reached, or others were faster all the time
     * @throws TerminalException when it refuses
     */
    public Optional<String> write(
            GitOpsAddress address, PromotionMode mode, LedgerEntry entry, String signingCredentialsId)
            throws InterruptedException {
        return write(address, mode, entry, null, signingCredentialsId);
    }

    /**
     * The same, and in the same commit a version goes into quarantine.
     *
     * @param banned the version; null for none
     */
    public Optional<String> write(
            GitOpsAddress address,
            PromotionMode mode,
            LedgerEntry entry,
            QuarantineLine banned,
            String signingCredentialsId)
            throws InterruptedException {
        LedgerEntry whole = entry.get(Trailers.INTENT) == null ? entry.with(Trailers.INTENT, intent(entry)) : entry;
        try (GitOpsRepository repository = repositories.open(address, context)) {
            GitOpsChange.Landing landing = new GitOpsWriter(context)
                    .signedBy(signingCredentialsId)
                    .write(
                            mode.written(repository),
                            tip -> plan(tip, whole, banned),
                            context.clock().instant().plus(PATIENCE));
            return Optional.ofNullable(landing.commit());
        }
    }

    private static GitOpsChange.Plan plan(GitOpsRepository repository, LedgerEntry entry, QuarantineLine banned) {
        String intent = entry.get(Trailers.INTENT);
        Optional<String> written = intent == null
                ? Optional.empty()
                : repository.search(PromotionLedger.RECENT, commit -> LedgerEntry.in(commit.message()).stream()
                        .filter(line -> intent.equals(line.get(Trailers.INTENT)))
                        .findFirst()
                        .map(line -> commit.id()));
        return written.<GitOpsChange.Plan>map(commit -> new GitOpsChange.Landing(
                        PromotionState.PUSHED,
                        commit,
                        repository.tip(),
                        "",
                        "",
                        "",
                        Map.of(),
                        "It was written before."))
                .orElseGet(() -> write(repository, entry, banned));
    }

    private static GitOpsChange.Write write(GitOpsRepository repository, LedgerEntry entry, QuarantineLine banned) {
        if (banned == null) {
            return GitOpsChange.Write.empty(entry.message());
        }
        Quarantine before = Quarantine.of(repository, entry.service());
        Quarantine after = before.with(banned);
        return after.text().equals(before.text())
                ? GitOpsChange.Write.empty(entry.message())
                : GitOpsChange.Write.empty(entry.with(Trailers.QUARANTINED, banned.version())
                                .message())
                        .with(after.file(), after.text());
    }

    /** The same for the same facts of the same run. */
    private static String intent(LedgerEntry entry) {
        if (entry.get(Trailers.RUN) == null) {
            return null;
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(entry.message().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
