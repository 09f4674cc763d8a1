package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import java.util.Locale;

/** What can be started. */
public enum StartKind {
    /** From develop. */
    RELEASE(BranchKind.RELEASE),
    /** From main. */
    HOTFIX(BranchKind.HOTFIX);

    private final BranchKind branch;

    StartKind(BranchKind branch) {
        this.branch = branch;
    }

    BranchKind branch() {
        return branch;
    }

    /** As written in a Jenkinsfile. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
