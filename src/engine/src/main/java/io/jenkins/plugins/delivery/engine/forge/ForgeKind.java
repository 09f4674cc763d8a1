package io.jenkins.plugins.delivery.engine.forge;

/** Whose API is spoken where a repository is hosted. */
public enum ForgeKind {
    /** Told by the host name of the remote. */
    AUTO,
    GITHUB,
    GITLAB,
    /** No pull requests. */
    NONE
}
