package io.jenkins.plugins.delivery.testbed.github;

import io.jenkins.plugins.delivery.testbed.git.BareRepository;
import io.jenkins.plugins.delivery.testbed.git.BareRepository.MergeKind;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What GitHub knows about one repository; for tests to fill and to look at. */
public final class GitHubRepository {

    private final Map<String, List<CommitStatus>> statuses = new LinkedHashMap<>();
    private final Map<Long, IssueComment> comments = new LinkedHashMap<>();
    private final Map<Integer, PullRequest> pulls = new LinkedHashMap<>();
    private final Map<String, String> authors = new LinkedHashMap<>();
    private final Set<String> collaborators = new HashSet<>();
    private final Map<String, BranchProtection> protections = new LinkedHashMap<>();
    private final List<Ruleset> rulesets = new ArrayList<>();
    private final Map<String, Map<String, String>> checkRuns = new LinkedHashMap<>();
    private final Merging merging = new Merging();
    private int hidden;
    private final String fullName;
    private final Clock clock;
    private long lastId = 1000;

    GitHubRepository(String fullName, Clock clock) {
        this.fullName = fullName;
        this.clock = clock;
    }

    /** Owner and name, with a slash. */
    public String fullName() {
        return fullName;
    }

    /** The statuses of a commit, oldest first, superseded ones included. */
    public synchronized List<CommitStatus> statuses(String sha) {
        return List.copyOf(statuses.getOrDefault(sha, List.of()));
    }

    /** The last status of each context of a commit. */
    public synchronized List<CommitStatus> currentStatuses(String sha) {
        Map<String, CommitStatus> last = new LinkedHashMap<>();
        statuses(sha).forEach(status -> last.put(status.context(), status));
        return List.copyOf(last.values());
    }

    /** The comments of an issue or pull request, oldest first. */
    public synchronized List<IssueComment> comments(int issue) {
        return comments.values().stream()
                .filter(comment -> comment.issue() == issue)
                .toList();
    }

    /** All pull requests, oldest first. */
    public synchronized List<PullRequest> pulls() {
        return List.copyOf(pulls.values());
    }

    /** A pull request by its number. */
    public synchronized Optional<PullRequest> pull(int number) {
        return Optional.ofNullable(pulls.get(number));
    }

    /** Opens a pull request and returns it with its number. */
    public synchronized PullRequest openPull(String author, PullRequest.Content content) {
        PullRequest pull =
                new PullRequest(pulls.size() + 1, author, content, PullRequest.State.OPEN, "", List.of(), List.of());
        pulls.put(pull.number(), pull);
        return pull;
    }

    /** Names the Git repository that this one is about; pull requests then have its commits and can be merged. */
    public synchronized void hosts(BareRepository git) {
        merging.git = git;
    }

    /** Which kinds of merges the settings allow, and whether auto-merge. */
    public synchronized void allows(boolean autoMerge, MergeKind... kinds) {
        merging.autoMergeAllowed = autoMerge;
        merging.allowed.clear();
        merging.allowed.addAll(List.of(kinds));
    }

    /** Makes a pull request a draft, or ready. */
    public synchronized void draft(int number, boolean draft) {
        boolean changed = draft ? merging.drafts.add(number) : merging.drafts.remove(number);
        if (!changed) {
            throw new IllegalArgumentException("Pull request " + number + " is so already.");
        }
    }

    /** Somebody asks for changes. */
    public synchronized void requestChanges(int number, String login) {
        review(number, login, "CHANGES_REQUESTED", "MEMBER");
    }

    /** Merges a pull request as a person does who presses the button, with this message for a squash. */
    public synchronized String merge(int number, MergeKind kind, String message) {
        PullRequest pull = pull(number).orElseThrow();
        String head = merging.head(pull);
        String commit = merging.git.merge(pull.content().base(), head, kind, message);
        mergePull(number, commit);
        return commit;
    }

    /** What was waiting for the rules of a pull request happens now, if they are met. */
    public synchronized void settle(int number) {
        settled(number);
    }

    /** The pull request after what was waiting for it has happened. */
    synchronized PullRequest settled(int number) {
        PullRequest pull = pull(number).orElseThrow();
        Merging.Order order = merging.orders.get(number);
        if (order != null && Merging.MERGEABLE.contains(merging.state(this, pull))) {
            merge(number, order.kind(), order.message());
            pull = pull(number).orElseThrow();
        }
        return pull;
    }

    Merging merging() {
        return merging;
    }

    /** Merges a pull request by this commit. */
    public synchronized void mergePull(int number, String commit) {
        pulls.computeIfPresent(number, (key, pull) -> pull.merged(commit));
    }

    /** A user with this login wrote a commit, and may be assigned when this is one of the people who push. */
    public synchronized void author(String sha, String login) {
        authors.put(sha, login);
    }

    /** Somebody who may push, and so be assigned. */
    public synchronized void collaborator(String login) {
        collaborators.add(login);
    }

    synchronized Optional<String> authorOf(String sha) {
        return Optional.ofNullable(authors.get(sha));
    }

    synchronized Optional<PullRequest> editPull(int number, String title, String body, PullRequest.State state) {
        return Optional.ofNullable(pulls.computeIfPresent(number, (key, pull) -> pull.edited(title, body, state)));
    }

    /** Those who may not push are left out without a word, as GitHub does. */
    synchronized Optional<PullRequest> assignPull(int number, List<String> logins) {
        List<String> known = logins.stream().filter(collaborators::contains).toList();
        return Optional.ofNullable(pulls.computeIfPresent(number, (key, pull) -> pull.assignedTo(known)));
    }

    /** Somebody approves a pull request. */
    public synchronized void approvePull(int number, String login) {
        review(number, login, "APPROVED", "MEMBER");
        pulls.computeIfPresent(number, (key, pull) -> pull.approvedBy(login));
    }

    /**
     * Somebody reviews a pull request at its present tip.
     *
     * @param state APPROVED, CHANGES_REQUESTED, COMMENTED or DISMISSED
     * @param association with the repository, such as MEMBER or NONE
     */
    public synchronized void review(int number, String login, String state, String association) {
        PullRequest pull = pull(number).orElseThrow();
        merging.reviews(number).add(new Review(login, state, merging.head(pull), association));
    }

    /** Adds a ruleset. */
    public synchronized void ruleset(Ruleset ruleset) {
        rulesets.add(ruleset);
    }

    /** The rulesets, in the order in which they were added; the first has the number 1. */
    public synchronized List<Ruleset> rulesets() {
        return List.copyOf(rulesets);
    }

    /** A check run of a commit; one of the same name takes its place. The conclusion is empty while it runs. */
    public synchronized void checkRun(String sha, String name, String conclusion) {
        checkRuns.computeIfAbsent(sha, key -> new LinkedHashMap<>()).put(name, conclusion);
    }

    /** The check runs of a commit: name to conclusion. */
    synchronized Map<String, String> checkRuns(String sha) {
        return new LinkedHashMap<>(checkRuns.getOrDefault(sha, Map.of()));
    }

    /** The token may not read how branches are protected, and is told so with this status: 404, or 403. */
    public synchronized void hideProtection(int status) {
        hidden = status;
    }

    synchronized int hidden() {
        return hidden;
    }

    /** Protects a branch. */
    public synchronized void protect(String branch, BranchProtection protection) {
        protections.put(branch, protection);
    }

    /** The protection of a branch, if it has one. */
    public synchronized Optional<BranchProtection> protection(String branch) {
        return Optional.ofNullable(protections.get(branch));
    }

    synchronized CommitStatus addStatus(
            String sha, CommitStatus.State state, String context, String description, String targetUrl) {
        CommitStatus status = new CommitStatus(++lastId, state, context, description, targetUrl, clock.instant());
        statuses.computeIfAbsent(sha, key -> new ArrayList<>()).add(status);
        return status;
    }

    synchronized IssueComment addComment(int issue, String author, String body) {
        IssueComment comment = new IssueComment(++lastId, issue, author, body, 0);
        comments.put(comment.id(), comment);
        return comment;
    }

    synchronized Optional<IssueComment> editComment(long id, String body) {
        return Optional.ofNullable(comments.computeIfPresent(
                id, (key, old) -> new IssueComment(id, old.issue(), old.author(), body, old.edits() + 1)));
    }
}
