package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
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

/** The checked-out clone. */
final class JGitHistory implements RepositoryHistory {

    private final Repository repository;
    private final HistoryQuery query;
    private final Remote remote;
    private final EngineContext context;
    private final HistoryReader reader;
    private final TagStore tags;
    private Map<String, ObjectId> tagObjects = Map.of();

    JGitHistory(Repository repository, HistoryQuery query, Remote remote, EngineContext context) {
        this.repository = repository;
        this.query = query;
        this.remote = remote;
        this.context = context;
        this.reader = new HistoryReader(repository, remote, query, context);
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
            new RemoteTags(remote, context).addTo(tags, query.exact());
            tagObjects = tags.objects();
            HistoryReading reading = reader.read(head, tags.candidates(head));
            return new RepositoryFacts(
                    reading.head(),
                    reading.tree(),
                    tags.byVersion().values().stream()
                            .filter(tag -> tag.commit().equals(head.name()))
                            .findFirst(),
                    reading.previous(),
                    reading.commits(),
                    reading.mainLine(),
                    tags.byVersion(),
                    tips());
        });
    }

    @Override
    public OptionalInt beyondFirst(List<ReleaseTag> releases) {
        return reading(() -> {
            ReleaseTags.Candidates candidates = ReleaseTags.Candidates.of(releases, tagObjects, head());
            HistoryReading reading = reader.read(head(), candidates);
            return reading.previous().isEmpty()
                    ? OptionalInt.empty()
                    : OptionalInt.of(reading.commits().size());
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
        return JGitReleaseRecords.ofClone(repository, remote, context);
    }

    @Override
    public Optional<ReleaseTag> firstThatContainsHead(List<ReleaseTag> tags) {
        return reading(() -> {
            RemoteAncestry ancestry = new RemoteAncestry(repository, remote, context);
            return new NewerReleases(ancestry).first(head(), tags, tagObjects);
        });
    }

    @Override
    public void close() {
        repository.close();
    }

    private ObjectId head() throws IOException {
        if (query.commit() != null) {
            return ObjectId.fromString(query.commit());
        }
        ObjectId head = repository.resolve(Constants.HEAD);
        if (head == null) {
            throw new TerminalException(
                    "The Git repository in " + context.workDir() + " has no commit yet, so nothing has a version.",
                    "Commit something and check it out.");
        }
        return head;
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
