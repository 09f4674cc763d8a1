package io.jenkins.plugins.delivery.engine.git.jgit;

import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.SshSettings;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.ssh.KnownHosts;
import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;

/**
 * Lets only known servers in: those of the host's own list, then those of the files that OpenSSH reads. Keeps the reason of a refusal,
 * because JGit forgets it.
 */
final class HostKeyCheck implements ServerKeyDatabase {

    private final ServerKeyDatabase files;
    private final SshSettings settings;
    private final KnownHosts list;
    private final DeliveryLog log;
    private volatile TerminalException refusal;

    HostKeyCheck(ServerKeyDatabase files, SshSettings settings, DeliveryLog log) {
        this.files = files;
        this.settings = settings;
        this.list = KnownHosts.of(settings.knownHosts());
        this.log = log;
    }

    /** Why the last server was refused; empty when none was. */
    Optional<TerminalException> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public List<PublicKey> lookup(String address, InetSocketAddress remote, Configuration config) {
        List<PublicKey> known = new ArrayList<>(list.keys(address));
        known.addAll(files.lookup(address, remote, config));
        return known;
    }

    @Override
    public boolean accept(
            String address,
            InetSocketAddress remote,
            PublicKey key,
            Configuration config,
            CredentialsProvider provider) {
        if (list.isRevoked(address, key)) {
            return refuse(
                    "The SSH host key of " + address + " (" + KeyUtils.getFingerPrint(key) + ") is revoked.", key);
        }
        if (list.keys(address).stream().anyMatch(known -> KeyUtils.compareKeys(known, key))) {
            return true;
        }
        boolean known = !lookup(address, remote, config).isEmpty();
        boolean takesNew = !known && (settings.acceptNew() || asksForNew(config));
        if (files.accept(address, remote, key, new Strictly(config, takesNew), takesNew ? new Consent() : null)) {
            if (!known && takesNew) {
                log.info("The SSH host key of " + address + " (" + KeyUtils.getFingerPrint(key)
                        + ") was unknown, and is in known_hosts from now on.");
            }
            return true;
        }
        return refuse(
                known
                        ? "The SSH host key of " + address + " (" + KeyUtils.getFingerPrint(key)
                                + ") is not the one that is known: the server got a new key, or somebody stands between."
                        : "The SSH host key of " + address + " (" + KeyUtils.getFingerPrint(key)
                                + ") is not known here.",
                key,
                address,
                known);
    }

    private boolean refuse(String message, PublicKey key, String address, boolean known) {
        refusal = new TerminalException(
                message,
                "Compare the fingerprint with what the owner of the server publishes; when it is the same, "
                        + (known ? "replace the old line in known_hosts by: " : "add this line to known_hosts: ")
                        + address
                        + " " + PublicKeyEntry.toString(key));
        return false;
    }

    private boolean refuse(String message, PublicKey key) {
        refusal = new TerminalException(message, "Ask the owner of the server for its key.");
        return false;
    }

    /** What the machine's own SSH configuration says; its "no" would take changed keys too, and is taken for "accept-new". */
    private static boolean asksForNew(Configuration config) {
        return switch (config.getStrictHostKeyChecking()) {
            case ACCEPT_ANY, ACCEPT_NEW -> true;
            case ASK, REQUIRE_MATCH -> false;
        };
    }

    /** The same files, and a decision that asks nobody. */
    private record Strictly(Configuration machine, boolean takesNew) implements Configuration {

        @Override
        public List<String> getUserKnownHostsFiles() {
            return machine.getUserKnownHostsFiles();
        }

        @Override
        public List<String> getGlobalKnownHostsFiles() {
            return machine.getGlobalKnownHostsFiles();
        }

        @Override
        public StrictHostKeyChecking getStrictHostKeyChecking() {
            return takesNew ? StrictHostKeyChecking.ACCEPT_NEW : StrictHostKeyChecking.REQUIRE_MATCH;
        }

        @Override
        public boolean getHashKnownHosts() {
            return machine.getHashKnownHosts();
        }

        @Override
        public String getUsername() {
            return machine.getUsername();
        }
    }

    /** Agrees that a file of known hosts which is not there yet is made. */
    private static final class Consent extends CredentialsProvider {

        @Override
        public boolean isInteractive() {
            return false;
        }

        @Override
        public boolean supports(CredentialItem... items) {
            return Stream.of(items)
                    .allMatch(item -> item instanceof CredentialItem.YesNoType
                            || item instanceof CredentialItem.InformationalMessage);
        }

        @Override
        public boolean get(URIish uri, CredentialItem... items) {
            if (!supports(items)) {
                return false;
            }
            for (CredentialItem item : items) {
                if (item instanceof CredentialItem.YesNoType question) {
                    question.setValue(true);
                }
            }
            return true;
        }
    }
}
