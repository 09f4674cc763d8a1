package io.jenkins.plugins.delivery.engine;

import java.io.Serializable;
import java.util.Objects;

/**
 * What a host decides about SSH. Servers are trusted when {@code known_hosts} of the machine or {@link #knownHosts} names their key.
 *
 * @param knownHosts further host keys, in lines as in {@code known_hosts} (sshd(8)); empty for none
 * @param acceptNew whether the key of a server that is unknown so far is taken at the first connection and remembered in
 *     {@code known_hosts}, as OpenSSH does with {@code StrictHostKeyChecking=accept-new}; a changed key is refused all the same
 * @param machineKeys whether a call without credentials may use the private keys of this machine's user; never on a Jenkins controller,
 *     whose keys are not for jobs
 */
public record SshSettings(String knownHosts, boolean acceptNew, boolean machineKeys) implements Serializable {

    /** Known servers only, and keys from credentials only. */
    public static final SshSettings STRICT = new SshSettings("", false, false);

    private static final long serialVersionUID = 1L;

    public SshSettings {
        Objects.requireNonNull(knownHosts);
    }

    public SshSettings withMachineKeys() {
        return new SshSettings(knownHosts, acceptNew, true);
    }
}
