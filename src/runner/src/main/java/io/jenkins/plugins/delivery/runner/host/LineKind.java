package io.jenkins.plugins.delivery.runner.host;

/** What a line of the log is, for views that do not show all of them. */
public enum LineKind {
    /** Printed by a process. */
    OUTPUT,
    /** Printed by the script. */
    ECHO,
    /** A fact told by a step. */
    INFO,
    /** Something a person should look at. */
    WARNING,
    /** What is waited for; only the newest matters. */
    PROGRESS
}
