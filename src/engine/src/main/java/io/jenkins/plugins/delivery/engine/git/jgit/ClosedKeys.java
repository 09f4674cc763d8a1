package io.jenkins.plugins.delivery.engine.git.jgit;

import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.KeyPasswordProvider;

/** Knows no passphrase: a key file that has one is passed over. */
final class ClosedKeys implements KeyPasswordProvider {

    @Override
    public char[] getPassphrase(URIish file, int attempt) {
        return new char[0];
    }

    @Override
    public void setAttempts(int most) {
        // It asks nobody, so there is nothing to count.
    }

    @Override
    public boolean keyLoaded(URIish file, int attempt, Exception problem) {
        return false;
    }
}
