package io.jenkins.plugins.delivery.runner.sandbox;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServerException;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** Does in the sandbox's repository what people do between the runs of a Git-Flow release: cut the release, merge it to main. */
final class GitFlowRoute {

    private final RepositoryBuilder work;
    private final String url;
    private final GitAccess access;
    private final String main;
    private final String develop;

    /**
     * @param work a clone of the service repository
     * @param branches names of the branches by role: main, develop, release
     */
    GitFlowRoute(RepositoryBuilder work, String url, GitAccess access, Map<String, Object> branches) {
        this.work = work;
        this.url = url;
        this.access = access;
        this.main = present(String.valueOf(branches.get("main")), "master");
        this.develop = String.valueOf(branches.get("develop"));
    }

    String main() {
        return main;
    }

    String develop() {
        return develop;
    }

    /** Takes over what others have pushed since. */
    void refresh() {
        try {
            Git git = work.git();
            git.fetch()
                    .setCredentialsProvider(new UsernamePasswordCredentialsProvider(access.user(), access.password()))
                    .setRefSpecs(new RefSpec("+refs/heads/*:refs/heads/*"), new RefSpec("+refs/tags/*:refs/tags/*"))
                    .call();
            git.reset().setMode(ResetCommand.ResetType.HARD).call();
        } catch (GitAPIException e) {
            throw new TerminalException(
                    "The sandbox's clone cannot fetch from " + url + ": " + e.getMessage() + ".",
                    "Start the sandbox again.",
                    e);
        }
    }

    /** Commits to develop and pushes it. */
    void commitToDevelop(UnaryOperator<RepositoryBuilder> change) {
        local(develop);
        change.apply(work).push(url, access);
    }

    /** Makes develop from main where the repository has none. */
    void ensureDevelop() {
        if (!exists(develop)) {
            local(main);
            work.branch(develop);
            work.push(url, access);
        }
        local(develop);
    }

    /**
     * Cuts a release branch from develop.
     *
     * @param finishing what is still changed in the release branch before it is pushed
     */
    void cutRelease(String release, UnaryOperator<RepositoryBuilder> finishing) {
        cut(develop, release, finishing);
    }

    /**
     * Cuts a hotfix branch from main.
     *
     * @param fix what is fixed in it before it is pushed
     */
    void cutHotfix(String hotfix, UnaryOperator<RepositoryBuilder> fix) {
        cut(main, hotfix, fix);
    }

    private void cut(String from, String branch, UnaryOperator<RepositoryBuilder> change) {
        local(from);
        if (exists(branch)) {
            local(branch);
        } else {
            work.branch(branch);
        }
        change.apply(work).push(url, access);
    }

    /** Merges a release or hotfix branch to main, as its finish does. */
    void finishRelease(String release) {
        local(main);
        try {
            if (!contains(main, release)) {
                work.author("Ada Lovelace", "ada@example.com");
                work.merge(release, "Merge branch '" + release + "'");
            }
        } catch (GitServerException e) {
            throw new TerminalException(
                    release + " cannot be merged to " + main + " in the sandbox: " + e.getMessage(),
                    "Merge " + main + " to " + develop + " in the repository, or run one branch with --branch.",
                    e);
        }
        work.push(url, access);
    }

    private boolean contains(String branch, String other) {
        try (RevWalk walk = new RevWalk(work.git().getRepository())) {
            return walk.isMergedInto(
                    walk.parseCommit(work.git().getRepository().resolve(other)),
                    walk.parseCommit(work.git().getRepository().resolve(branch)));
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox's clone cannot be read", e);
        }
    }

    /** Checks out a branch, made from the remote's when it is not there yet. */
    private void local(String branch) {
        if (resolves("refs/heads/" + branch)) {
            work.checkout(branch);
        } else {
            work.checkout("refs/remotes/origin/" + branch);
            work.branch(branch);
        }
    }

    private String present(String name, String otherwise) {
        return exists(name) || !exists(otherwise) ? name : otherwise;
    }

    private boolean exists(String branch) {
        return resolves("refs/heads/" + branch) || resolves("refs/remotes/origin/" + branch);
    }

    private boolean resolves(String ref) {
        try {
            return work.git().getRepository().exactRef(ref) != null;
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox's clone cannot be read", e);
        }
    }
}
