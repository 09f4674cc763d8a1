package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.promotion.Ancestry;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsAddress;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.HistoryCommit;
import io.jenkins.plugins.delivery.engine.promotion.PushOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FileUtils;

/**
 * A bare shallow clone in a temporary directory, without a work tree. It begins with the newest commits and gets more history only
 * when a question needs it.
 */
public final class JGitGitOpsRepository implements GitOpsRepository {

    /** Depths to go to, one after the other, while a question is open. */
    private static final int[] DEPTHS = {100, 2000, Constants.INFINITE_DEPTH};

    private final Path directory;
    private final Repository repository;
    private final JGitRemote remote;
    private final JGitFiles files;
    private final DeliveryLog log;
    private int reach;
    private ObjectId fetched;
    private ObjectId tip;

    private JGitGitOpsRepository(Path directory, Repository repository, JGitRemote remote, DeliveryLog log) {
        this.log = log;
        this.directory = directory;
        this.repository = repository;
        this.remote = remote;
        this.files = new JGitFiles(repository);
    }

    /** Makes the empty clone; nothing is fetched yet. */
    public static GitOpsRepository open(GitOpsAddress address, EngineContext context) {
        try {
            Path directory = Files.createTempDirectory("delivery-gitops");
            Repository repository = new FileRepositoryBuilder()
                    .setBare()
                    .setGitDir(directory.toFile())
                    .build();
            repository.create(true);
            // JGit would tidy up in the background after a fetch, in a directory that is about to go.
            repository.getConfig().setInt("gc", null, "auto", 0);
            repository.getConfig().setBoolean("gc", null, "autoDetach", false);
            repository.getConfig().save();
            return new JGitGitOpsRepository(directory, repository, new JGitRemote(address, context), context.log());
        } catch (IOException e) {
            throw new TerminalException(
                    "No room for a clone of " + address.url() + " (" + e.getMessage() + ").",
                    "Check the temporary directory of this machine.",
                    e);
        }
    }

    @Override
    public void fetch() {
        fetched = remote.fetch(repository, DEPTHS[reach]);
        tip = fetched;
    }

    @Override
    public String tip() {
        return tip.name();
    }

    @Override
    public String read(String commit, String file) {
        return files.read(commit, file);
    }

    @Override
    public boolean has(String commit, String file) {
        return files.find(commit, file).isPresent();
    }

    @Override
    public Optional<HistoryCommit> commit(String id) {
        return search(Integer.MAX_VALUE, commit -> commit.id().equals(id) ? Optional.of(commit) : Optional.empty());
    }

    @Override
    public <T> Optional<T> search(int atMost, Function<HistoryCommit, Optional<T>> look) {
        Set<ObjectId> seen = new HashSet<>();
        while (true) {
            try (RevWalk walk = new RevWalk(repository)) {
                walk.markStart(walk.parseCommit(tip));
                for (RevCommit commit : walk) {
                    if (seen.size() >= atMost) {
                        return Optional.empty();
                    }
                    if (seen.add(commit.copy())) {
                        Optional<T> found = look.apply(history(commit));
                        if (found.isPresent()) {
                            return found;
                        }
                    }
                }
            } catch (IOException e) {
                throw unreadable(e);
            }
            if (seen.size() >= atMost || !deepen()) {
                return Optional.empty();
            }
        }
    }

    @Override
    public Ancestry relation(String ancestor, String descendant) {
        if (!ObjectId.isId(ancestor) || !ObjectId.isId(descendant)) {
            return Ancestry.UNKNOWN;
        }
        Ancestry answer = JGitAncestry.relation(repository, ancestor, descendant);
        while (answer == Ancestry.UNKNOWN && deepen()) {
            answer = JGitAncestry.relation(repository, ancestor, descendant);
        }
        return answer;
    }

    @Override
    public String diff(String file, String before, String after) {
        return JGitFiles.diff(file, before, after);
    }

    @Override
    public String append(Map<String, String> texts, String message, Optional<Credential> key) {
        tip = files.commit(tip, texts, message, key);
        return tip.name();
    }

    @Override
    public PushOutcome push() {
        return remote.push(repository, fetched, tip);
    }

    @Override
    public void close() {
        repository.close();
        try {
            FileUtils.delete(directory.toFile(), FileUtils.RECURSIVE | FileUtils.RETRY);
        } catch (IOException e) {
            // What was pushed is pushed: a leftover directory must not turn it into a failure.
            log.warn("The temporary clone " + directory + " could not be removed (" + e.getMessage() + ").");
        }
    }

    /** Gets more history of the same tip; false when all of it is here. */
    private boolean deepen() {
        try {
            if (repository.getObjectDatabase().getShallowCommits().isEmpty() || reach == DEPTHS.length - 1) {
                return false;
            }
            reach++;
            // The question was about the tip as it was; a newer one is for the next fetch.
            remote.fetch(repository, DEPTHS[reach]);
            return true;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static HistoryCommit history(RevCommit commit) {
        return new HistoryCommit(
                commit.name(),
                commit.getParentCount() == 0 ? null : commit.getParent(0).name(),
                commit.getFullMessage());
    }

    private static TerminalException unreadable(IOException e) {
        return new TerminalException(
                "The clone of the GitOps repository cannot be read (" + e.getMessage() + ").",
                "Run the step again.",
                e);
    }
}
