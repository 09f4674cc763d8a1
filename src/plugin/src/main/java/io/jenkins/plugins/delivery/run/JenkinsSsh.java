package io.jenkins.plugins.delivery.run;

import io.jenkins.plugins.delivery.engine.SshSettings;
import org.jenkinsci.plugins.gitclient.GitHostKeyVerificationConfiguration;
import org.jenkinsci.plugins.gitclient.verifier.AcceptFirstConnectionStrategy;
import org.jenkinsci.plugins.gitclient.verifier.ManuallyProvidedKeyVerificationStrategy;
import org.jenkinsci.plugins.gitclient.verifier.NoHostKeyVerificationStrategy;

/**
 * Which SSH servers are known: as "Git Host Key Verification Configuration" of the security page says for every other Git access of this
 * Jenkins. "No verification" is taken for "accept first connection", so a key that changed is refused all the same.
 */
public final class JenkinsSsh {

    private JenkinsSsh() {}

    /** For calls on the controller, whose own keys are not for jobs. */
    public static SshSettings onController() {
        Object strategy = GitHostKeyVerificationConfiguration.get().getSshHostKeyVerificationStrategy();
        if (strategy instanceof ManuallyProvidedKeyVerificationStrategy manual) {
            String keys = manual.getApprovedHostKeys();
            return new SshSettings(keys == null ? "" : keys, false, false);
        }
        boolean takesNew =
                strategy instanceof AcceptFirstConnectionStrategy || strategy instanceof NoHostKeyVerificationStrategy;
        return new SshSettings("", takesNew, false);
    }

    /** For calls on an agent, where a build could use the keys of the agent's user anyway. */
    public static SshSettings onAgent() {
        return onController().withMachineKeys();
    }
}
