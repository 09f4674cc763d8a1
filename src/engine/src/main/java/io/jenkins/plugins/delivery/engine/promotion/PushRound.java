package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One attempt to bring several changes into Git: each is worked out on top of those before it and becomes a commit of its own, and all
 * commits are offered in one push. Knows nothing of threads and decides nothing: the queue does, by what is noted here.
 */
final class PushRound {

    /** How many new commits may lie over one whose push was not answered. */
    private static final int RECENT = 1000;

    /** A commit that waits for the push. */
    record Offer(PendingChange pending, GitOpsChange.Write write, String commit) {

        GitOpsChange.Landing landed(PromotionState state, String tip) {
            return new GitOpsChange.Landing(
                    state, commit, tip, write.file(), write.before(), write.after(), write.values(), "");
        }
    }

    private final GitOpsRepository repository;
    private final List<Offer> offers = new ArrayList<>();
    private final Map<PendingChange, Object> certain = new LinkedHashMap<>();
    private final Map<PendingChange, Object> conditional = new LinkedHashMap<>();

    /** @param repository the view of whoever does the work */
    PushRound(GitOpsRepository repository) {
        this.repository = repository;
    }

    /** What is true whatever becomes of the push: a landing or an exception. */
    Map<PendingChange, Object> certain() {
        return certain;
    }

    /** What is true if the push is taken, as it was worked out on top of it. */
    Map<PendingChange, Object> conditional() {
        return conditional;
    }

    List<Offer> offers() {
        return offers;
    }

    /**
     * @param fresh whether the remote has to be asked first
     * @throws DeliveryException when the remote cannot be asked, or refuses the credentials
     */
    PushOutcome run(List<PendingChange> batch, boolean fresh) {
        if (fresh || !repository.recall()) {
            repository.fetch();
        }
        recognise(batch);
        newestFirst(batch).stream()
                .filter(pending -> !certain.containsKey(pending))
                .forEach(this::prepare);
        return offers.isEmpty() ? new PushOutcome(PushOutcome.Kind.ACCEPTED, repository.tip(), "") : repository.push();
    }

    /** A push whose answer was lost may have arrived. */
    private void recognise(List<PendingChange> batch) {
        Map<String, PendingChange> missing = new LinkedHashMap<>();
        batch.forEach(pending -> pending.uncertain().keySet().forEach(commit -> missing.put(commit, pending)));
        if (!missing.isEmpty()) {
            String tip = repository.tip();
            repository.search(RECENT, commit -> {
                PendingChange pending = missing.remove(commit.id());
                if (pending != null) {
                    GitOpsChange.Write write = pending.uncertain().get(commit.id());
                    certain.put(pending, new Offer(pending, write, commit.id()).landed(PromotionState.PUSHED, tip));
                }
                return missing.isEmpty() ? Optional.of(true) : Optional.empty();
            });
        }
    }

    /** A newer build comes before the older one that it replaces, which then finds itself replaced; else who came first. */
    private static Set<PendingChange> newestFirst(List<PendingChange> batch) {
        Set<PendingChange> order = new LinkedHashSet<>();
        batch.forEach(pending -> add(pending, batch, order));
        return order;
    }

    private static void add(PendingChange pending, List<PendingChange> batch, Set<PendingChange> order) {
        if (!order.contains(pending)) {
            batch.stream().filter(other -> other.older().contains(pending)).forEach(newer -> add(newer, batch, order));
            order.add(pending);
        }
    }

    private void prepare(PendingChange pending) {
        Object decision;
        try {
            GitOpsChange.Plan plan = pending.change().prepare(repository);
            if (plan instanceof GitOpsChange.Write planned) {
                GitOpsChange.Write write = planned.clean(pending.context().redactor()::redact);
                String commit = repository.append(write.files(), write.message(), pending.key());
                offers.add(new Offer(pending, write, commit));
                return;
            }
            decision = plan;
        } catch (RuntimeException e) {
            decision = e;
        }
        (offers.isEmpty() ? certain : conditional).put(pending, decision);
    }
}
