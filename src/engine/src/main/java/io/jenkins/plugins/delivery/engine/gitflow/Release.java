package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.version.ReleaseTag;
import io.jenkins.plugins.delivery.engine.version.RepositoryFacts;
import io.jenkins.plugins.delivery.engine.version.SemanticVersion;
import io.jenkins.plugins.delivery.engine.version.TagMessage;
import java.util.Optional;

/**
 * The release that is finished.
 *
 * @param version without prefix
 * @param tag with prefix
 * @param tagged whether the tag is there already
 * @param reason why this version
 * @param previous the release before
 * @param tree object id of the tree of its commit
 */
record Release(
        SemanticVersion version,
        String tag,
        boolean tagged,
        String reason,
        Optional<SemanticVersion> previous,
        String tree) {

    /** The release of a commit with these facts. */
    static Release of(SemanticVersion version, String tag, boolean tagged, String reason, RepositoryFacts facts) {
        return new Release(version, tag, tagged, reason, facts.previous().map(ReleaseTag::version), facts.tree());
    }

    /** What its tag says. */
    TagMessage message(String commit, Optional<String> run) {
        return new TagMessage(
                Optional.of(version.toString()),
                reason,
                run,
                Optional.of(commit),
                Optional.of(tree),
                previous.map(SemanticVersion::toString),
                Optional.empty());
    }
}
