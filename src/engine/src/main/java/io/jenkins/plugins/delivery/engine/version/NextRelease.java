package io.jenkins.plugins.delivery.engine.version;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** What would come next if a commit were released: what a person ordered, else what the commits since the last release ask for. */
final class NextRelease {

    private final SemanticVersion initial;
    private final String prefix;
    private final CommitTypes types;
    private List<Commit> read = List.of();
    private CommitRange range;

    /**
     * @param initial the first release of a repository that has none
     * @param prefix what stands before the version in a tag
     */
    NextRelease(SemanticVersion initial, String prefix, CommitTypes types) {
        this.initial = initial;
        this.prefix = prefix;
        this.types = types;
    }

    SemanticVersion initial() {
        return initial;
    }

    /** What some commits ask for together; messages are read once for several questions about the same list. */
    CommitRange range(List<Commit> commits) {
        if (range == null || read != commits) {
            range = new CommitRange(commits, types);
            read = commits;
        }
        return range;
    }

    /** The next release after the last one of some facts. */
    VersionDecision of(RepositoryFacts facts) {
        return after(
                facts.previous().map(ReleaseTag::version),
                facts.previous().map(ReleaseTag::name).orElse(""),
                facts.commits());
    }

    /**
     * The next release after a version.
     *
     * @param since how the reason calls that version
     * @param commits newest first, children before their parents
     */
    VersionDecision after(Optional<SemanticVersion> previous, String since, List<Commit> commits) {
        CommitRange sinceThen = range(commits);
        ManualVersion.Choice manual = new ManualVersion(sinceThen, prefix).after(previous);
        VersionDecision decision = manual.chosen()
                .map(chosen -> ordered(chosen, previous))
                .orElseGet(() -> byCommits(previous, since, sinceThen));
        return decision.withReason(decision.reason() + manual.ignored());
    }

    /** What a person ordered, when somebody did. */
    Optional<VersionDecision> ordered(Optional<SemanticVersion> previous, List<Commit> commits) {
        ManualVersion.Choice manual = new ManualVersion(range(commits), prefix).after(previous);
        return manual.chosen()
                .map(chosen -> ordered(chosen, previous))
                .map(decision -> decision.withReason(decision.reason() + manual.ignored()));
    }

    /** A clause on orders that a branch overrules by its name; empty for none. */
    String overruled(String branch, SemanticVersion version, List<Commit> commits) {
        return new ManualVersion(range(commits), prefix).overruled(branch, version);
    }

    private static VersionDecision ordered(ManualVersion.Chosen chosen, Optional<SemanticVersion> previous) {
        return new VersionDecision(
                chosen.version(),
                previous,
                Bump.between(previous, chosen.version()),
                chosen.why(),
                Optional.empty(),
                Optional.of(chosen.commit()));
    }

    private VersionDecision byCommits(Optional<SemanticVersion> previous, String since, CommitRange range) {
        if (previous.isEmpty()) {
            return new VersionDecision(
                    initial,
                    previous,
                    Bump.NONE,
                    "nothing was released yet, so this is the initial version",
                    Optional.empty(),
                    Optional.empty());
        }
        CommitRange.Demand demand = range.demand();
        Bump bump = demand.bump().max(Bump.PATCH);
        String reason = demand.decidedBy().isPresent()
                ? demand.bump().text() + " because of " + demand.why() + " since " + since
                : range.patchAnyway(since);
        if (bump == Bump.MAJOR && previous.get().major().equals(BigInteger.ZERO)) {
            bump = Bump.MINOR;
            reason += "; before 1.0.0 a breaking change raises the minor version (SemVer item 4)";
        }
        return new VersionDecision(
                previous.get().bump(bump),
                previous,
                bump,
                reason + (demand.ignored().isEmpty() ? "" : "; " + demand.ignored()),
                Optional.empty(),
                demand.decidedBy());
    }
}
