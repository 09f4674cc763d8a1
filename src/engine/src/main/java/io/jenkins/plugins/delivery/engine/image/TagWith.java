package io.jenkins.plugins.delivery.engine.image;

/** Which labels an image gets besides its digest. */
public enum TagWith {
    /** The semantic version. */
    SEMVER,
    /** The Git commit. */
    SHA,
    /** Version and commit. */
    BOTH;

    boolean version() {
        return this != SHA;
    }

    boolean commit() {
        return this != SEMVER;
    }
}
