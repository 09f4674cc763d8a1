package io.jenkins.plugins.delivery.engine.promotion;

import java.util.Map;
import java.util.Optional;

/** The change that a {@link PromotionIntent} makes, unless it is there already or a newer build was faster. */
final class PromoteChange implements GitOpsChange {

    private final PromotionIntent intent;
    private final IntendedPlaces places;
    private final RememberedHistory sources;
    private final EarlierEnvironment earlier;
    private boolean permitted;

    /**
     * @param places where the intent is written in its file
     * @param earlier the environment that has to be passed before, or null
     */
    PromoteChange(PromotionIntent intent, IntendedPlaces places, SourceHistory sources, EarlierEnvironment earlier) {
        this.intent = intent;
        this.places = places;
        this.sources = new RememberedHistory(sources);
        this.earlier = earlier;
    }

    @Override
    public Plan prepare(GitOpsRepository repository) {
        PromotionLedger ledger = new PromotionLedger(repository);
        if (earlier != null && !permitted) {
            earlier.check(ledger);
            permitted = true;
        }
        String file = intent.target().file();
        String before = repository.read(repository.tip(), file);
        Optional<PromotionLedger.Line> own = ledger.ofIntent(intent).filter(line -> !line.undone());
        if (own.isPresent()) {
            return ownCommit(repository, own.get().promotion(), before);
        }
        Quarantine.of(repository, intent.target().service())
                .admit(intent.artifact().version(), intent.artifact().digest());
        PromotionIntent meant = places.in(intent, before);
        String after = meant.applyTo(before);
        if (after.equals(before)) {
            return landing(PromotionState.UNCHANGED, repository, before, meant.values(), "");
        }
        Optional<PromotionRecord> newer = ledger.current(
                        intent.target().service(), intent.target().environment())
                .filter(this::isNewer);
        if (newer.isPresent()) {
            return landing(
                    PromotionState.SUPERSEDED,
                    repository,
                    before,
                    meant.values(),
                    newer.get() + " was built from a newer commit, so "
                            + intent.artifact().version() + " is not promoted over it.");
        }
        return new Write(
                file, before, after, meant.values(), meant.message(Values.first(file, before, meant.values())));
    }

    /** This run has pushed before, and did not hear the answer or was restarted. */
    private Plan ownCommit(GitOpsRepository repository, PromotionRecord own, String tipText) {
        String after = repository.read(own.id(), intent.target().file());
        Map<String, String> values = Values.at(intent.target().file(), after, own.paths());
        if (!Values.stand(intent.target().file(), tipText, values)) {
            return landing(
                    PromotionState.SUPERSEDED,
                    repository,
                    tipText,
                    values,
                    own + " is in Git, and was replaced by a later commit.");
        }
        String before = repository
                .commit(own.id())
                .map(HistoryCommit::parent)
                .map(parent -> repository.read(parent, intent.target().file()))
                .orElse(after);
        return new Landing(
                PromotionState.PUSHED,
                own.id(),
                repository.tip(),
                intent.target().file(),
                before,
                after,
                values,
                "This run had pushed commit " + Commits.abbreviate(own.id()) + " already.");
    }

    /** Older builds never overtake newer ones; what cannot be decided does not count as newer. */
    private boolean isNewer(PromotionRecord current) {
        String mine = intent.artifact().sourceCommit();
        String theirs = current.sourceCommit();
        return mine != null && theirs != null && !mine.equals(theirs) && sources.relation(mine, theirs) == Ancestry.YES;
    }

    @Override
    public boolean replaces(GitOpsChange older) {
        if (!(older instanceof PromoteChange that)
                || !that.intent.target().service().equals(intent.target().service())
                || !that.intent.target().environment().equals(intent.target().environment())) {
            return false;
        }
        String mine = intent.artifact().sourceCommit();
        String theirs = that.intent.artifact().sourceCommit();
        boolean newer = mine != null
                && theirs != null
                && !mine.equals(theirs)
                && sources.relation(theirs, mine) == Ancestry.YES;
        if (newer) {
            that.sources.learn(theirs, mine, Ancestry.YES);
        }
        return newer;
    }

    private Landing landing(
            PromotionState state, GitOpsRepository repository, String text, Map<String, String> values, String note) {
        return new Landing(state, null, repository.tip(), intent.target().file(), text, text, values, note);
    }
}
