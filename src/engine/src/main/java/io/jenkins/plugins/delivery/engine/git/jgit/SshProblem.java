package io.jenkins.plugins.delivery.engine.git.jgit;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import org.eclipse.jgit.errors.TransportException;

/** A failure of an SSH connection on its way through JGit, with what it means for people. */
final class SshProblem extends TransportException {

    private static final long serialVersionUID = 1L;

    private final transient DeliveryException meaning;

    SshProblem(DeliveryException meaning) {
        super(meaning.getMessage(), meaning);
        this.meaning = meaning;
    }

    DeliveryException meaning() {
        return meaning;
    }
}
