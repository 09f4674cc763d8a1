package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.version.HistoryQuery;
import io.jenkins.plugins.delivery.engine.version.ReleaseRecords;
import io.jenkins.plugins.delivery.engine.version.ReleaseTag;
import io.jenkins.plugins.delivery.engine.version.RepositoryFacts;
import io.jenkins.plugins.delivery.engine.version.RepositoryHistory;
import io.jenkins.plugins.delivery.engine.version.TagStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/** The checked-out clone. */
final class JGitHistory implements RepositoryHistory {

    /** How many releases above the contained one are asked whether only their merged branch is contained. */
    private static final int MERGED_CANDIDATES = 5;

    private final Repository repository;
    private final HistoryQuery query;
    private final Remote remote;
    private final EngineContext context;
    private final CloneCompletion completion;
    private final TagStore tags;

    JGitHistory(Repository repository, HistoryQuery query, Remote remote, EngineContext context) {
        this.repository = repository;
        this.query = query;
        this.remote = remote;
        this.context = context;
        this.completion = new CloneCompletion(repository, remote, context);
        this.tags = new JGitTagStore(repository, remote, context);
    }

    @Override
    public Optional<String> checkedOutBranch() {
        return reading(() -> {
            String full = repository.getFullBranch();
            if (full != null && full.startsWith(Constants.R_HEADS)) {
                return Optional.of(full.substring(Constants.R_HEADS.length()));
            }
            ObjectId head = repository.resolve(Constants.HEAD);
            Set<String> names = head == null ? Set.of() : tips().getOrDefault(head.name(), Set.of());
            return names.size() == 1 ? names.stream().findFirst() : Optional.empty();
        });
    }

    @Override
    public boolean hasBranch(String name) {
        return reading(() -> repository.exactRef(Constants.R_HEADS + name) != null
                || repository.exactRef(remoteBranches() + name) != null);
    }

    @Override
    public RepositoryFacts read() {
        return reading(() -> {
            ObjectId head = head();
            ReleaseTags tags = new ReleaseTags(query.prefix());
            tags.addLocal(repository.getRefDatabase());
            completion.addRemoteTags(tags, query.exact());
            HistoryWalk walk = new HistoryWalk(repository, head);
            completion.completeHistory(walk);
            Optional<ReleaseTag> previous = previous(walk, tags);
            RevCommit commit = walk.headCommit();
            return new RepositoryFacts(
                    HistoryWalk.plain(commit),
                    SourceTree.of(repository, commit, query.pathFilter()).name(),
                    tags.byVersion().values().stream()
                            .filter(tag -> tag.commit().equals(head.name()))
                            .findFirst(),
                    previous,
                    walk.since(previous, query.pathFilter()),
                    walk.mainLineSince(previous),
                    tags.byVersion(),
                    tips());
        });
    }

    @Override
    public OptionalInt beyondFirst(List<ReleaseTag> releases) {
        return reading(() -> {
            HistoryWalk walk = new HistoryWalk(repository, head());
            Optional<ReleaseTag> first = walk.highestContained(releases);
            if (first.isEmpty() && query.contentCounts()) {
                first = firstMergedInto(
                        walk, releases.stream().limit(MERGED_CANDIDATES).toList());
            }
            return first.isEmpty()
                    ? OptionalInt.empty()
                    : OptionalInt.of(walk.since(first, query.pathFilter()).size());
        });
    }

    @Override
    public Optional<String> remoteUrl() {
        return remote.publicUrl();
    }

    @Override
    public TagStore tags() {
        return tags;
    }

    @Override
    public ReleaseRecords records() {
        return new JGitReleaseRecords(repository, remote, context);
    }

    @Override
    public Optional<ReleaseTag> firstThatContainsHead(List<ReleaseTag> tags) {
        return reading(() -> {
            completion.fetchMissing(tags);
            return NewerReleases.first(repository, head(), tags);
        });
    }

    @Override
    public void close() {
        repository.close();
    }

    private ObjectId head() throws IOException {
        if (query.commit() != null) {
            ObjectId asked = ObjectId.fromString(query.commit());
            if (!repository.getObjectDatabase().has(asked)) {
                throw new NotFoundException(
                        "The Git repository in " + context.workDir() + " has no commit " + query.commit() + ".",
                        "Fetch it, or name one that is there.");
            }
            return asked;
        }
        ObjectId head = repository.resolve(Constants.HEAD);
        if (head == null) {
            throw new TerminalException(
                    "The Git repository in " + context.workDir() + " has no commit yet, so nothing has a version.",
                    "Commit something and check it out.");
        }
        return head;
    }

    private Optional<ReleaseTag> previous(HistoryWalk walk, ReleaseTags tags) throws IOException {
        Optional<ReleaseTag> contained = walk.highestContained(tags.byVersion().values());
        if (!query.contentCounts()) {
            return contained;
        }
        List<ReleaseTag> higher = tags.byVersion().values().stream()
                .filter(tag -> contained.isEmpty()
                        || tag.version().compareTo(contained.get().version()) > 0)
                .filter(tag -> !tag.commit().equals(walk.head().name()))
                .limit(MERGED_CANDIDATES)
                .toList();
        completion.fetchMissing(higher);
        return firstMergedInto(walk, higher).or(() -> contained);
    }

    private static Optional<ReleaseTag> firstMergedInto(HistoryWalk walk, List<ReleaseTag> tags) throws IOException {
        for (ReleaseTag tag : tags) {
            if (walk.containsMergedInto(tag)) {
                return Optional.of(tag);
            }
        }
        return Optional.empty();
    }

    private Map<String, Set<String>> tips() throws IOException {
        return BranchTips.of(repository, List.of(Constants.R_HEADS, remoteBranches()));
    }

    private String remoteBranches() {
        return Constants.R_REMOTES + query.remote() + "/";
    }

    @FunctionalInterface
    private interface Reading<T> {
        T now() throws IOException;
    }

    private <T> T reading(Reading<T> reading) {
        try {
            return reading.now();
        } catch (IOException e) {
            throw new TerminalException(
                    "The Git repository in " + context.workDir() + " cannot be read: " + e.getMessage() + ".",
                    "Check out again into an empty workspace.",
                    e);
        }
    }
}
