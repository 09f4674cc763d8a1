package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;
import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import io.jenkins.plugins.delivery.engine.yaml.YamlEdit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Undoes one promotion with a forward commit: puts back the values from before it, where the promoted ones still stand. What others
 * changed since stays as it is.
 */
final class RestoreChange implements GitOpsChange {

    private final String promotion;
    private final String service;
    private final String environment;
    private final PromotionIntent.Provenance provenance;

    /** @param promotion full id of the GitOps commit to undo */
    RestoreChange(String promotion, String service, String environment, PromotionIntent.Provenance provenance) {
        this.promotion = promotion;
        this.service = service;
        this.environment = environment;
        this.provenance = provenance;
    }

    @Override
    public Plan prepare(GitOpsRepository repository) {
        HistoryCommit commit = repository
                .commit(promotion)
                .orElseThrow(() -> new NotFoundException(
                        "Commit " + Commits.abbreviate(promotion) + " is not in the history of the GitOps branch.",
                        "Name a promotion commit of this branch."));
        PromotionRecord record = record(commit);
        PromotionIntent.Target target = new PromotionIntent.Target(environment, service, record.file());
        String file = target.file();
        String then = repository.read(promotion, file);
        String before = commit.parent() == null || !repository.has(commit.parent(), file)
                ? ""
                : repository.read(commit.parent(), file);
        String now = repository.read(repository.tip(), file);
        Map<String, String> values = earlierValues(record, file, before, then);
        Optional<HistoryCommit> undone = undoing(repository);
        if (undone.isPresent()) {
            return new Landing(
                    PromotionState.RESTORED,
                    undone.get().id(),
                    repository.tip(),
                    file,
                    then,
                    repository.read(undone.get().id(), file),
                    values,
                    record + " was undone already by commit "
                            + Commits.abbreviate(undone.get().id()) + ".");
        }
        String after = now.equals(then) ? before : restored(file, now, then, values);
        if (values.isEmpty() || after.equals(now)) {
            String note = values.isEmpty()
                    ? record + " was the first: there is no earlier value to go back to."
                    : "The values of " + record + " no longer stand; a later commit replaced them.";
            PromotionState state = values.isEmpty() ? PromotionState.UNCHANGED : PromotionState.SUPERSEDED;
            return new Landing(state, null, repository.tip(), file, now, now, values, note);
        }
        return new Write(file, now, after, values, message(record, values));
    }

    private PromotionRecord record(HistoryCommit commit) {
        PromotionRecord record = PromotionRecord.of(commit, service, environment)
                .or(() -> PromotionRecord.of(commit))
                .filter(line -> line.restores() == null
                        && line.file() != null
                        && !line.paths().isEmpty())
                .orElseThrow(() -> new TerminalException(
                        "Commit " + Commits.abbreviate(promotion) + " is no promotion that could be undone.",
                        "Name a commit with the trailers Delivery-Service, Delivery-File and Delivery-Set."));
        if (!record.service().equals(service) || !record.environment().equals(environment)) {
            throw new TerminalException(
                    "Commit " + Commits.abbreviate(promotion) + " is the promotion of " + record + ", not of " + service
                            + " in " + environment + ".",
                    "Correct restore, service or env.");
        }
        return record;
    }

    /** The values from before the promotion, where there were any. */
    private static Map<String, String> earlierValues(PromotionRecord record, String file, String before, String then) {
        YamlEdit old = YamlEdit.of(file, before);
        YamlEdit promoted = YamlEdit.of(file, then);
        Map<String, String> values = new LinkedHashMap<>();
        for (String path : record.paths()) {
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

    private Optional<HistoryCommit> undoing(GitOpsRepository repository) {
        return repository
                .search(Integer.MAX_VALUE, commit -> {
                    boolean undoes = PromotionRecord.of(commit, service, environment)
                            .filter(line -> promotion.equals(line.restores()))
                            .isPresent();
                    return undoes || commit.id().equals(promotion) ? Optional.of(commit) : Optional.empty();
                })
                .filter(commit -> !commit.id().equals(promotion));
    }

    private String message(PromotionRecord record, Map<String, String> values) {
        String to = values.values().iterator().next();
        Trailers trailers = new Trailers()
                .add(Trailers.ACTION, LedgerAction.ROLLBACK.text())
                .add(Trailers.SERVICE, service)
                .add(Trailers.ENVIRONMENT, environment)
                .add(Trailers.VERSION, to)
                .add(Trailers.RUN, provenance.run())
                .add(Trailers.APPROVER, provenance.approver())
                .add(Trailers.REASON, provenance.reason())
                .add(Trailers.FILE, record.file());
        values.keySet().forEach(path -> trailers.add(Trailers.SET, path));
        return trailers.add(Trailers.RESTORES, promotion)
                .message("restore " + service + " in " + environment + " to " + to);
    }
}
