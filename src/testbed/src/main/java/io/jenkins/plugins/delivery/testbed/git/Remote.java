package io.jenkins.plugins.delivery.testbed.git;

import java.io.IOException;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** The remote side of a {@link RepositoryBuilder}. */
final class Remote {

    private Remote() {}

    static UsernamePasswordCredentialsProvider credentials(GitAccess access) {
        return access.user() == null ? null : new UsernamePasswordCredentialsProvider(access.user(), access.password());
    }

    /** Pushes every branch and tag and leaves the URL behind as {@code origin}. */
    static void push(Git git, String url, GitAccess access) throws GitAPIException, IOException {
        StoredConfig config = git.getRepository().getConfig();
        config.setString("remote", "origin", "url", url);
        config.setString("remote", "origin", "fetch", "+refs/heads/*:refs/remotes/origin/*");
        config.save();
        Iterable<PushResult> results = git.push()
                .setRemote("origin")
                .setCredentialsProvider(credentials(access))
                .setRefSpecs(new RefSpec("refs/heads/*:refs/heads/*"), new RefSpec("refs/tags/*:refs/tags/*"))
                .call();
        for (PushResult result : results) {
            result.getRemoteUpdates().forEach(update -> requirePushed(update, result.getMessages()));
        }
    }

    private static void requirePushed(RemoteRefUpdate update, String messages) {
        RemoteRefUpdate.Status status = update.getStatus();
        if (status != RemoteRefUpdate.Status.OK && status != RemoteRefUpdate.Status.UP_TO_DATE) {
            throw new GitServerException("The push of " + update.getRemoteName() + " ended with " + status + ": "
                    + update.getMessage() + " " + messages);
        }
    }
}
