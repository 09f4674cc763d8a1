package io.jenkins.plugins.delivery.engine.version;

/**
 * A tag that names a release: a Git tag, or the tag of an image whose Git tag was never pushed.
 *
 * @param version the release; never a pre-release
 * @param name the tag, with its prefix
 * @param commit object id of the commit it names (peeled); empty when only an image tells of the release
 */
public record ReleaseTag(SemanticVersion version, String name, String commit) {

    /** For messages: the tag and its commit. */
    public String described() {
        return commit.isEmpty() ? name : "tag " + name + " on " + Commit.shortId(commit);
    }
}
