package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reserves one version for one run: at most one run creates the tag. Numbers that an abandoned run used up, and a newer commit that was
 * faster, are said in the reason, so that no gap and no inversion of numbers goes without a word.
 *
 * <p>Order: a build of an older commit that reserves after one of a newer commit gets the higher number, because the number that it
 * would have had is used. Nothing else is possible without moving tags, and refusing would fail a build that did nothing wrong. What is
 * promoted is ordered by ancestry and not by number, so the older commit is not deployed over the newer one.
 */
final class VersionReservation {

    /** More of them would not be read. */
    private static final int MOST_TOLD = 5;

    private final SemverTagRequest request;
    private final RepositoryHistory history;
    private final EngineContext context;
    private List<ReleaseRecord> abandoned;

    VersionReservation(SemverTagRequest request, RepositoryHistory history, EngineContext context) {
        this.request = request;
        this.history = history;
        this.context = context;
    }

    /**
     * Tries to reserve the version.
     *
     * @return empty when another run was faster, so that the facts are to be read again
     * @throws TerminalException when a branch names the version, which then cannot give way
     */
    Optional<ReservedVersion> attempt(VersionDecision decision, RepositoryFacts facts) throws InterruptedException {
        String tag = request.prefix() + decision.version();
        boolean onHead = facts.onHead().isPresent();
        Optional<ReleaseTag> newer = onHead ? Optional.empty() : overtaking(decision, facts);
        VersionDecision told = onHead ? decision : told(decision, facts, newer);
        TagMessage message = message(told, facts);
        TagStore.Claim claim = history.tags()
                .create(new TagStore.Draft(tag, message, Optional.ofNullable(request.signingCredentialsId())));
        Optional<ReservedVersion> reserved =
                switch (claim.outcome()) {
                    case CREATED -> Optional.of(created(tag, told, claim, newer, message));
                    case ALREADY_OURS -> Optional.of(again(tag, told, claim));
                    case TAKEN -> {
                        lost(tag, told, facts, claim);
                        yield Optional.empty();
                    }
                };
        if (Thread.interrupted()) {
            throw new InterruptedException(
                    reserved.isPresent()
                            ? "aborted after " + tag + " was reserved; the next run of this commit takes it again"
                            : "aborted while reserving a version");
        }
        return reserved;
    }

    private ReservedVersion created(
            String tag, VersionDecision told, TagStore.Claim claim, Optional<ReleaseTag> newer, TagMessage message) {
        context.log()
                .info("Reserved " + told.version() + ": created tag " + tag + " on " + request.remote() + "."
                        + (request.signingCredentialsId() == null ? "" : " It is signed."));
        newer.ifPresent(release -> context.log()
                .warn("This commit is older than " + release.described()
                        + " and has a higher version. Where that one is deployed, this one is not deployed over it."));
        ReleaseRecord record = new ReleaseRecord(tag, claim.object(), claim.commit(), message, Optional.empty());
        return new ReservedVersion(told, record, newer);
    }

    /** The commit has its tag already; a run that takes up an abandoned version says so, for whoever reads the record meanwhile. */
    private ReservedVersion again(String tag, VersionDecision told, TagStore.Claim claim) throws InterruptedException {
        ReleaseRecord record = new Retries(context)
                .of(() -> history.records().find(tag))
                .orElseGet(() ->
                        new ReleaseRecord(tag, claim.object(), claim.commit(), TagMessage.of(""), Optional.empty()));
        context.log().info(record.described() + ", for this commit.");
        if (record.state() == ReleaseState.ABANDONED) {
            ReleaseNote takenUp =
                    new ReleaseNote(ReleaseState.RESERVED, Optional.empty(), run(), Optional.of("taken up again"));
            try {
                record = history.records().add(tag, takenUp);
                context.log().info("This run takes " + tag + " up again.");
            } catch (DeliveryException e) {
                context.log().warn("That this run takes " + tag + " up again is not recorded: " + e.getMessage());
            }
        }
        return new ReservedVersion(told, record, Optional.empty());
    }

    private void lost(String tag, VersionDecision decision, RepositoryFacts facts, TagStore.Claim claim)
            throws InterruptedException {
        if (decision.dictatedBy().isEmpty()) {
            context.log().info("Another run was faster with " + tag + "; taking the next number.");
            return;
        }
        String by = new Retries(context)
                .of(() -> history.records().find(tag))
                .map(record -> " (" + record.described() + ")")
                .orElse("");
        throw new TerminalException(
                decision.dictatedBy().get() + " names version " + decision.version() + " for commit "
                        + facts.head().shortId() + ", but tag " + tag + " on " + request.remote()
                        + " is on another commit, " + Commit.shortId(claim.commit()) + by + ".",
                "If that tag is wrong, delete it there; else release this commit from a branch with a higher version.");
    }

    private TagMessage message(VersionDecision decision, RepositoryFacts facts) {
        return new TagMessage(
                Optional.of(decision.version().toString()),
                decision.reason(),
                run(),
                Optional.of(facts.head().id()),
                Optional.of(facts.tree()),
                decision.previous().map(SemanticVersion::toString),
                Optional.ofNullable(request.digest()));
    }

    private Optional<String> run() {
        return Optional.ofNullable(context.environment().get("BUILD_URL")).filter(url -> !url.isBlank());
    }

    private VersionDecision told(VersionDecision decision, RepositoryFacts facts, Optional<ReleaseTag> newer)
            throws InterruptedException {
        String gaps = abandoned(decision, facts).stream()
                .map(record -> "; " + record.described())
                .collect(Collectors.joining());
        String order = newer.map(release -> "; the newer commit " + Commit.shortId(release.commit())
                        + " was faster and has " + release.version())
                .orElse("");
        return decision.withReason(decision.reason() + gaps + order);
    }

    /** Asked once: what is taken during a race was taken by a run that is alive. */
    private List<ReleaseRecord> abandoned(VersionDecision decision, RepositoryFacts facts) throws InterruptedException {
        if (abandoned == null) {
            List<String> candidates = between(decision, facts, true);
            abandoned = candidates.isEmpty()
                    ? List.of()
                    : new Retries(context).of(() -> history.records().abandoned(candidates));
        }
        return abandoned;
    }

    private Optional<ReleaseTag> overtaking(VersionDecision decision, RepositoryFacts facts) {
        List<String> names = between(decision, facts, false);
        List<ReleaseTag> higher = facts.releases().values().stream()
                .filter(tag -> names.contains(tag.name()))
                .toList();
        return higher.isEmpty() ? Optional.empty() : history.firstThatContainsHead(higher);
    }

    /** Names of the tags of versions from the previous release up to this one, the highest first. */
    private static List<String> between(VersionDecision decision, RepositoryFacts facts, boolean withPrevious) {
        return facts.releases().values().stream()
                .filter(tag -> !tag.commit().isEmpty())
                .filter(tag -> tag.version().compareTo(decision.version()) < 0)
                .filter(tag -> decision.previous()
                        .map(previous -> tag.version().compareTo(previous) >= (withPrevious ? 0 : 1))
                        .orElse(true))
                .sorted((a, b) -> b.version().compareTo(a.version()))
                .limit(MOST_TOLD)
                .map(ReleaseTag::name)
                .toList();
    }
}
