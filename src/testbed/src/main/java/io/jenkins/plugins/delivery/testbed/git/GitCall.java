package io.jenkins.plugins.delivery.testbed.git;

import java.io.IOException;
import org.eclipse.jgit.api.errors.GitAPIException;

/** Runs a JGit call and says what was being done when it failed; test code does not want checked exceptions. */
final class GitCall {

    private GitCall() {}

    /** A call of JGit. */
    @FunctionalInterface
    interface Body<T> {
        T call() throws GitAPIException, IOException;
    }

    static <T> T of(String what, Body<T> body) {
        try {
            return body.call();
        } catch (GitAPIException | IOException e) {
            throw new GitServerException("Git could not " + what + ": " + e.getMessage(), e);
        }
    }
}
