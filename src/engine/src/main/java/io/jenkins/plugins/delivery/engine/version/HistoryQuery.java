package io.jenkins.plugins.delivery.engine.version;

/**
 * Which history to read.
 *
 * @param commit full id of the commit whose history it is; null for the checked-out one
 * @param prefix what stands before the version in a tag; may be empty
 * @param pathFilter folder or file whose commits count, relative to the root of the repository; empty for all
 * @param remote name of the Git remote
 * @param credentialsId credentials of the remote over HTTP; null for none
 * @param contentCounts whether a release also counts as contained when only the branch that was merged for it is (Git-Flow merges
 *     the release branch, not the tagged merge commit, back to develop)
 * @param exact whether the tags must be those of the remote, because a version is reserved by them; a clone's own may be too few
 */
public record HistoryQuery(
        String commit,
        String prefix,
        String pathFilter,
        String remote,
        String credentialsId,
        boolean contentCounts,
        boolean exact) {}
