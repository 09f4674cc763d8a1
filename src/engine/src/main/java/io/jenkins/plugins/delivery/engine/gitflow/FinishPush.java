package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.version.Commit;
import io.jenkins.plugins.delivery.engine.version.TagMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Moves the remote to the plan: everything in one atomic push, where the server can do that. What the server refuses for a branch is
 * left out and the rest pushed again; a lost race makes a new plan. Whatever is pushed alone is pushed in the order main, tag, open
 * releases, develop, so that a run which is cut at any point leaves something that the next one completes.
 */
final class FinishPush {

    private static final int MOST_ATTEMPTS = 20;
    private static final Duration AFTER_OUTAGE = Duration.ofSeconds(2);

    private final FinishPlanner planner;
    private final FlowRepository repository;
    private final String remote;
    private final EngineContext context;
    private final Map<String, PushRejection> blocked = new LinkedHashMap<>();
    private final Set<String> moved = new TreeSet<>();
    private boolean atomic = true;
    private boolean together = true;

    FinishPush(FinishPlanner planner, FlowRepository repository, String remote, EngineContext context) {
        this.planner = planner;
        this.repository = repository;
        this.remote = remote;
        this.context = context;
    }

    /** Why branches may not be pushed to, by their names. */
    Map<String, PushRejection> blocked() {
        return blocked;
    }

    /** The branches that this run moved, and the tag. */
    Set<String> moved() {
        return moved;
    }

    /**
     * Pushes what can be pushed.
     *
     * @return the last plan: what it still wants to move is {@link #blocked()}, in conflict, or, in a dry run, everything
     * @throws RetryableException when others moved the branches again and again, or the remote stays away
     * @throws InterruptedException when the run was aborted; an atomic push is then there as a whole or not at all
     */
    FinishPlan push() throws InterruptedException {
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("aborted before the push");
            }
            FinishPlan plan = planner.plan();
            if (blocked.containsKey(plan.mainName())) {
                return plan;
            }
            if (context.dryRun()) {
                return plan;
            }
            List<RefChange> changes = plan.changes(blocked.keySet(), tag(plan));
            if (changes.isEmpty()) {
                return plan;
            }
            for (List<RefChange> group : together ? List.of(changes) : apart(changes)) {
                if (!push(group, plan)) {
                    break;
                }
            }
        }
        throw new RetryableException(
                "gitFlowFinish found the branches of " + remote + " moved by others " + MOST_ATTEMPTS + " times.",
                "Run it again when fewer runs push at once.",
                null);
    }

    /** Whether the rest may go on; else a new plan is needed. */
    private boolean push(List<RefChange> changes, FinishPlan plan) throws InterruptedException {
        PushReport report = repository.push(changes, atomic && changes.size() > 1);
        switch (report.outcome()) {
            case DONE -> {
                changes.forEach(change -> done(change, plan));
                return true;
            }
            case LOST_RACE ->
                context.log().info("Somebody else pushed to " + remote + " first; merging again on top of it.");
            case UNCERTAIN -> context.pause(AFTER_OUTAGE);
            case NOT_ATOMIC -> {
                context.log()
                        .warn(remote
                                + " cannot move several branches at once, so they are pushed one after the other: main,"
                                + " its tag, open releases, develop.");
                atomic = false;
                together = false;
            }
            case REJECTED -> {
                return rejected(changes, new PushRejection(report), plan);
            }
        }
        return false;
    }

    private boolean rejected(List<RefChange> changes, PushRejection rejection, FinishPlan plan) {
        List<RefChange> culprits = changes.stream()
                .filter(change -> rejection.culprits().contains(change.ref()))
                .toList();
        if (culprits.size() > 1 && culprits.size() == changes.size() && together) {
            context.log().info(remote + " refused the push without saying for which branch; pushing them one by one.");
            together = false;
            return false;
        }
        Optional<RefChange> tag = culprits.stream().filter(RefChange::isTag).findFirst();
        boolean onMain = culprits.stream().anyMatch(change -> change.shortName().equals(plan.mainName()));
        if (tag.isPresent() && !onMain) {
            throw new TerminalException(
                    remote + " does not take the tag " + tag.get().shortName() + ": " + rejection.described() + ".",
                    "Allow the credentials of this run to create tags, or look at the server's rules for tags.");
        }
        culprits.stream().filter(change -> !change.isTag()).forEach(change -> {
            blocked.put(change.shortName(), rejection);
            context.log().info(remote + " does not take " + change.shortName() + ": " + rejection.described() + ".");
        });
        return false;
    }

    /** main and its tag stay together: a tag without main, or main without its tag, would be half a release. */
    private List<List<RefChange>> apart(List<RefChange> changes) {
        List<List<RefChange>> groups = new ArrayList<>();
        int begin = atomic && changes.size() > 1 && changes.get(1).isTag() ? 2 : 0;
        if (begin > 0) {
            groups.add(changes.subList(0, begin));
        }
        changes.subList(begin, changes.size()).forEach(change -> groups.add(List.of(change)));
        return groups;
    }

    private void done(RefChange change, FinishPlan plan) {
        moved.add(change.shortName());
        if (change.isTag()) {
            context.log()
                    .info("Created tag " + change.shortName() + " on "
                            + Commit.shortId(plan.main().release()) + ".");
        } else {
            context.log()
                    .info("Merged "
                            + (change.shortName().equals(plan.mainName())
                                    ? plan.branch().name()
                                    : plan.mainName())
                            + " to " + change.shortName() + ": "
                            + Commit.shortId(change.from().orElse(""))
                            + " -> " + Commit.shortId(change.to().orElse("")) + ".");
        }
    }

    private String tag(FinishPlan plan) {
        if (plan.release().tagged()) {
            return null;
        }
        String commit = plan.main().release();
        TagMessage message = plan.release().message(commit, planner.messages().run());
        return repository.writeTag(plan.release().tag(), message.text(), commit);
    }
}
