package io.jenkins.plugins.delivery.engine.git.jgit;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.SshSettings;
import io.jenkins.plugins.delivery.engine.git.ssh.SshKeys;
import java.io.File;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.SshConfigStore;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.KeyPasswordProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSession;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.agent.ConnectorFactory;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.io.InterruptTimer;

/**
 * SSH connections of one transport with one key, which is opened in memory and never written. The machine's {@code ~/.ssh/config} counts
 * (host names, ports, jump hosts), but names no further keys when there is one from credentials.
 */
final class SshSessions extends SshdSessionFactory {

    private final Optional<Credential> credential;
    private final Optional<KeyPair> key;
    private final SshSettings settings;
    private final DeliveryLog log;
    private final Duration limit;
    private HostKeyCheck hostKeys;

    SshSessions(Optional<Credential> credential, SshSettings settings, DeliveryLog log, Duration limit) {
        super(null, null);
        this.credential = credential;
        this.key = credential.map(SshKeys::open);
        this.settings = settings;
        this.log = log;
        this.limit = limit;
    }

    @Override
    public SshdSession getSession(URIish uri, CredentialsProvider provider, FS fs, int milliseconds)
            throws TransportException {
        URIish place = uri;
        if (uri.getUser() == null && credential.map(Credential::username).isPresent()) {
            place = uri.setUser(credential.get().username());
        }
        // JGit limits the connecting, but waits two minutes for a server that does not speak SSH.
        InterruptTimer timer = new InterruptTimer();
        long begin = System.nanoTime();
        try {
            timer.begin((int) limit.toMillis());
            return super.getSession(place, provider, fs, milliseconds);
        } catch (TransportException e) {
            boolean late = System.nanoTime() - begin >= limit.toNanos();
            throw new SshFailure(place, credential, key.map(pair -> KeyUtils.getFingerPrint(pair.getPublic())))
                    .of(e, hostKeys, late ? limit : null);
        } finally {
            timer.end();
            timer.terminate();
        }
    }

    @Override
    protected Iterable<KeyPair> getDefaultKeys(File sshDirectory) {
        return key.isPresent() ? List.of(key.get()) : super.getDefaultKeys(sshDirectory);
    }

    @Override
    protected SshConfigStore createSshConfigStore(File home, File file, String user) {
        SshConfigStore machine = super.createSshConfigStore(home, file, user);
        return machine == null || key.isEmpty() ? machine : new ConfigWithoutKeys(machine);
    }

    @Override
    protected ServerKeyDatabase createServerKeyDatabase(File home, File sshDirectory) {
        hostKeys = new HostKeyCheck(super.createServerKeyDatabase(home, sshDirectory), settings, log);
        return hostKeys;
    }

    @Override
    protected String getDefaultPreferredAuthentications() {
        return "publickey";
    }

    /** No agent: which keys it holds is nobody's decision here. */
    @Override
    protected ConnectorFactory getConnectorFactory() {
        return null;
    }

    /** Keys of the machine that have a passphrase stay closed, as there is nobody to ask. */
    @Override
    protected KeyPasswordProvider createKeyPasswordProvider(CredentialsProvider provider) {
        return new ClosedKeys();
    }
}
