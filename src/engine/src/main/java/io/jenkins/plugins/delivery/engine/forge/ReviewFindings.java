package io.jenkins.plugins.delivery.engine.forge;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code reviewCheck} finds, collected so that people get all of it at once. */
final class ReviewFindings {

    /** Sites learn which pull request a commit came by some seconds after they have merged it. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final int ATTEMPTS = 4;

    private final ReviewCheckRequest request;
    private final EngineContext context;
    private final List<ReviewedPull> pulls = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int merges;
    private String branch;
    private String unread;

    ReviewFindings(ReviewCheckRequest request, EngineContext context) {
        this.request = request;
        this.context = context;
    }

    List<ReviewedPull> pulls() {
        return pulls;
    }

    /** Looks at what people said. */
    void reviews(Reviews reviews, ReviewCheck.Subject subject) throws InterruptedException {
        if (subject.number() != null) {
            judge(reviews.pull(subject.number()));
            return;
        }
        List<String> commits = request.since() == null || request.since().equals(subject.commit())
                ? List.of(subject.commit())
                : reviews.mainline(request.since(), subject.commit());
        boolean fresh = true;
        for (String commit : commits) {
            came(reviews, commit, subject.branch(), fresh);
            fresh = false;
        }
        merges = commits.size();
    }

    /** Judges the pull request by which a commit came, or those of what it has brought. */
    private void came(Reviews reviews, String commit, String into, boolean fresh) throws InterruptedException {
        Optional<ReviewedPull> pull = reviews.mergedWith(commit, into);
        Optional<Reviews.Merge> merge = pull.isPresent() ? Optional.empty() : reviews.merge(commit);
        BroughtCommits brought = merge.isEmpty() ? null : BroughtCommits.of(reviews, commit, merge.get());
        boolean finished = brought != null && brought.problems().isEmpty();
        if (pull.isEmpty() && !finished) {
            // What a release branch begins with was reviewed on its way to develop.
            pull = reviews.mergedWith(commit, null);
        }
        if (pull.isEmpty() && !finished && fresh) {
            pull = later(reviews, commit, into);
        }
        if (pull.isPresent()) {
            judgeOnce(pull.get());
        } else if (brought != null) {
            brought.pulls().forEach(this::judgeOnce);
            problems.addAll(brought.problems());
            notes.addAll(brought.notes());
        } else {
            problems.add("commit " + commit.substring(0, 8) + " came to " + into + " without a merged pull request");
        }
    }

    private Optional<ReviewedPull> later(Reviews reviews, String commit, String into) throws InterruptedException {
        Optional<ReviewedPull> pull = Optional.empty();
        for (int attempt = 1; pull.isEmpty() && attempt < ATTEMPTS; attempt++) {
            context.pause(PAUSE);
            pull = reviews.mergedWith(commit, into);
        }
        return pull;
    }

    private void judgeOnce(ReviewedPull pull) {
        if (pulls.stream().noneMatch(known -> known.number() == pull.number())) {
            judge(pull);
        }
    }

    private void judge(ReviewedPull pull) {
        pulls.add(pull);
        int approved = pull.approvers(request.stale()).size();
        int wanted = request.approvals();
        if (approved < wanted) {
            int outdated = pull.approvers(true).size() - approved;
            problems.add("pull request " + pull.url() + " by " + pull.author() + " has " + approved + " of " + wanted
                    + (wanted == 1 ? " approval" : " approvals") + " by others"
                    + (outdated == 0 ? "" : ", and " + outdated + " of an older commit"));
        }
        pull.opponents().forEach(login -> problems.add(login + " asked for changes in pull request " + pull.url()));
    }

    /** Looks at how the branch is protected. */
    void rules(Reviews reviews, String name) throws InterruptedException {
        branch = name;
        BranchRules rules = reviews.rules(name);
        List<String> missing = new ArrayList<>();
        if (request.protection() && !rules.found()) {
            missing.add("branch " + name + " is not protected");
        } else if (request.protection()) {
            protection(rules, missing);
        }
        for (String check : request.checks()) {
            if (!rules.allChecks() && !rules.checks().contains(check)) {
                missing.add("branch " + name + " does not require the status " + check);
            }
        }
        // What could not be read may be what is missing here.
        if (rules.unread() == null) {
            problems.addAll(missing);
        } else if (!missing.isEmpty()) {
            unread = rules.unread();
        }
    }

    private void protection(BranchRules rules, List<String> missing) {
        if (!rules.byPullRequest()) {
            missing.add("branch " + branch + " can be pushed to without a pull request");
        }
        if (rules.approvals() == null) {
            String cannot = "the site cannot require approvals for " + branch + " here";
            if (request.requireReview()) {
                notes.add(cannot + ", so each merge is checked instead");
            } else {
                missing.add(cannot);
            }
        } else if (rules.approvals() < request.approvals()) {
            missing.add("branch " + branch + " requires " + rules.approvals() + " of " + request.approvals()
                    + (request.approvals() == 1 ? " approval" : " approvals"));
        }
        if (rules.forcePush()) {
            missing.add("the history of branch " + branch + " may be rewritten");
        }
        (request.bypass() ? notes : problems).addAll(rules.around());
    }

    /** Why no verdict is possible although the site answered; empty when one is. */
    Optional<String> undecided() {
        return Optional.ofNullable(unread);
    }

    ReviewCheckResult result(Optional<String> undecided) {
        GateVerdict verdict = !problems.isEmpty()
                ? GateVerdict.FAILED
                : undecided.isPresent() ? GateVerdict.ERRORED : GateVerdict.PASSED;
        String message = "Gate " + request.name()
                + switch (verdict) {
                    case FAILED -> " failed: " + String.join("; ", problems) + ".";
                    case ERRORED, UNDECIDED -> " could not decide: " + undecided.get();
                    case PASSED -> " passed: " + passed() + ".";
                };
        return new ReviewCheckResult(request.name(), verdict, message, branch, pulls, problems, notes);
    }

    private String passed() {
        List<String> parts = new ArrayList<>();
        if (request.requireReview()) {
            parts.add(
                    pulls.size() != 1
                            ? Math.max(merges, pulls.size()) + " merges were approved"
                            : pulls.get(0).url() + " was approved by "
                                    + String.join(", ", pulls.get(0).approvers(request.stale())));
        }
        if (branch != null) {
            parts.add("branch " + branch + " is protected as asked"
                    + (notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")"));
        }
        return String.join("; ", parts);
    }
}
