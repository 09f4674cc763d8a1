package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.yaml.YamlEdit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The way back from a promotion, worked out on one tip of the repository.
 *
 * @param kind whether there is one
 * @param failed the promotion that is left
 * @param good what is gone back to; null when there is nothing
 * @param undoneBy the commit that went this way already, or null
 * @param edit the file before and after
 * @param note for people, when there is no way or none is needed
 */
record WayBack(Kind kind, PromotionRecord failed, LastGood.Good good, HistoryCommit undoneBy, Edit edit, String note) {

    /** What a promotion that should be left is like by now. */
    enum Kind {
        /** It stands and can be put back. */
        OPEN,
        /** It is undone already. */
        GONE,
        /** Another version stands. */
        REPLACED,
        /** Nothing was there before. */
        FIRST
    }

    /**
     * @param now text of the file at the tip
     * @param after text of the file with the good values
     * @param values the good values: path to value
     */
    record Edit(String now, String after, Map<String, String> values) {}

    /**
     * @throws NotFoundException when there is no such promotion, or no such version to go back to
     * @throws TerminalException when the commit is no promotion of this service, or the version to go back to is in quarantine
     */
    static WayBack of(GitOpsRepository repository, RollbackIntent intent) {
        PromotionRecord failed = failed(repository, intent);
        String file = failed.file();
        if (!repository.has(repository.tip(), file)) {
            String gone = failed + " stands no more: a later commit removed " + file + ".";
            return closed(Kind.REPLACED, failed, "", gone);
        }
        String now = repository.read(repository.tip(), file);
        if (intent.version() != null && !intent.version().equals(failed.version())) {
            return closed(Kind.REPLACED, failed, now, failed + " stands, not " + intent.version() + ".");
        }
        if (intent.run() != null && !intent.run().equals(failed.run())) {
            return closed(Kind.REPLACED, failed, now, failed + " stands, which this run has not brought.");
        }
        String then = repository.read(failed.id(), file);
        LastGood last = new LastGood(repository, failed);
        LastGood.Good good = intent.to() == null ? last.before().orElse(null) : last.named(intent.to());
        String before =
                good == null || !repository.has(good.commit(), file) ? "" : repository.read(good.commit(), file);
        Map<String, String> values = earlierValues(failed, before, then);
        Optional<HistoryCommit> undone = undoing(repository, failed);
        if (undone.isPresent()) {
            String after = repository.read(undone.get().id(), file);
            String note = failed + " was undone already by commit "
                    + Commits.abbreviate(undone.get().id()) + ".";
            return new WayBack(Kind.GONE, failed, good, undone.get(), new Edit(then, after, values), note);
        }
        if (values.isEmpty()) {
            return closed(Kind.FIRST, failed, now, failed + " was the first: there is no earlier value to go back to.");
        }
        // A whole file is put back only where nothing but this promotion lies between.
        boolean whole = now.equals(then) && good.commit().equals(failed.commit().parent());
        String after = whole ? before : restored(file, now, then, values);
        if (after.equals(now)) {
            return closed(
                    Kind.REPLACED,
                    failed,
                    now,
                    "The values of " + failed + " no longer stand; a later commit replaced them.");
        }
        return new WayBack(Kind.OPEN, failed, good, null, new Edit(now, after, values), "");
    }

    private static WayBack closed(Kind kind, PromotionRecord failed, String now, String note) {
        return new WayBack(kind, failed, null, null, new Edit(now, now, Map.of()), note);
    }

    /** The version that is gone back to; without a promotion of it the first value. */
    String to() {
        if (good != null && good.promotion() != null) {
            return good.promotion().version();
        }
        return edit.values().isEmpty()
                ? null
                : edit.values().values().iterator().next();
    }

    private static PromotionRecord failed(GitOpsRepository repository, RollbackIntent intent) {
        if (intent.promotion() == null) {
            return new PromotionLedger(repository)
                    .current(intent.service(), intent.environment())
                    .filter(WayBack::complete)
                    .orElseThrow(() -> new NotFoundException(
                            (intent.run() == null ? "The ledger has no promotion" : "This run has made no promotion")
                                    + " of " + intent.service() + " to " + intent.environment()
                                    + " that could be undone.",
                            "Set the version by hand, or promote one that works."));
        }
        HistoryCommit commit = repository
                .commit(intent.promotion())
                .orElseThrow(() -> new NotFoundException(
                        "Commit " + Commits.abbreviate(intent.promotion())
                                + " is not in the history of the GitOps branch.",
                        "Name a promotion commit of this branch."));
        PromotionRecord record = PromotionRecord.of(commit, intent.service(), intent.environment())
                .or(() -> PromotionRecord.of(commit))
                .filter(WayBack::complete)
                .orElseThrow(() -> new TerminalException(
                        "Commit " + Commits.abbreviate(intent.promotion()) + " is no promotion that could be undone.",
                        "Name a commit with the trailers Delivery-Service, Delivery-File and Delivery-Set."));
        if (!record.service().equals(intent.service()) || !record.environment().equals(intent.environment())) {
            throw new TerminalException(
                    "Commit " + Commits.abbreviate(intent.promotion()) + " is the promotion of " + record + ", not of "
                            + intent.service() + " in " + intent.environment() + ".",
                    "Correct promotion, service or env.");
        }
        return record;
    }

    private static boolean complete(PromotionRecord line) {
        return line.restores() == null && line.file() != null && !line.paths().isEmpty();
    }

    /** The good values, where there were any and they differ. */
    private static Map<String, String> earlierValues(PromotionRecord failed, String before, String then) {
        YamlEdit old = YamlEdit.of(failed.file(), before);
        YamlEdit promoted = YamlEdit.of(failed.file(), then);
        Map<String, String> values = new LinkedHashMap<>();
        for (String path : failed.paths()) {
            old.find(path)
                    .filter(value -> !value.isEmpty() && !value.equals(promoted.get(path)))
                    .ifPresent(value -> values.put(path, value));
        }
        return values;
    }

    private static String restored(String file, String now, String then, Map<String, String> values) {
        YamlEdit edit = YamlEdit.of(file, now);
        YamlEdit promoted = YamlEdit.of(file, then);
        for (Map.Entry<String, String> value : values.entrySet()) {
            if (edit.find(value.getKey()).equals(promoted.find(value.getKey()))) {
                edit = edit.replace(value.getKey(), value.getValue());
            }
        }
        return edit.text();
    }

    private static Optional<HistoryCommit> undoing(GitOpsRepository repository, PromotionRecord failed) {
        return repository
                .search(Integer.MAX_VALUE, commit -> {
                    boolean undoes = PromotionRecord.of(commit, failed.service(), failed.environment())
                            .filter(line -> line.restored().contains(failed.id()))
                            .isPresent();
                    return undoes || commit.id().equals(failed.id()) ? Optional.of(commit) : Optional.empty();
                })
                .filter(commit -> !commit.id().equals(failed.id()));
    }
}
