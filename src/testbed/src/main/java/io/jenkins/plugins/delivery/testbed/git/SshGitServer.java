package io.jenkins.plugins.delivery.testbed.git;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;

/**
 * The repositories of a {@link GitServer} by SSH (Apache MINA SSHD) on 127.0.0.1, for the user {@code git} with an authorised key. The
 * rules for pushes are those of the other server; the git command line and JGit can use it.
 */
public final class SshGitServer implements AutoCloseable {

    /** The only user, as with the forges. */
    public static final String USER = "git";

    private final GitServer git;
    private final List<PublicKey> authorized = new CopyOnWriteArrayList<>();
    private final AtomicInteger logins = new AtomicInteger();
    private SshServer server;
    private KeyPair hostKey = newHostKey();
    private int port;

    private SshGitServer(GitServer git) {
        this.git = git;
    }

    /** Opens a port that nobody may use until a key is {@linkplain #authorize authorised}. */
    public static SshGitServer over(GitServer git) {
        SshGitServer server = new SshGitServer(git);
        server.restart();
        return server;
    }

    /** Lets the owner of a key in; a line as in {@code authorized_keys} or in a file that ends with .pub. */
    public void authorize(String line) {
        try {
            authorized.add(PublicKeyEntry.parsePublicKeyEntry(line)
                    .resolvePublicKey(null, Map.of(), PublicKeyEntryResolver.FAILING));
        } catch (IOException | GeneralSecurityException e) {
            throw new GitServerException("This is no public key: " + line, e);
        }
    }

    /** Lets nobody in any more. */
    public void authorizeNobody() {
        authorized.clear();
    }

    /** The URL to clone from, with the user. It stays the same over {@link #stop()} and {@link #restart()}. */
    public String url(String name) {
        return "ssh://" + USER + "@127.0.0.1:" + port + "/" + name + ".git";
    }

    /** The line that makes this server known, for {@code known_hosts}. */
    public String knownHostsLine() {
        return "[127.0.0.1]:" + port + " " + PublicKeyEntry.toString(hostKey.getPublic());
    }

    /** How many sessions logged in. */
    public int logins() {
        return logins.get();
    }

    /** Another host key from the next connection on, as after a new installation, or when somebody stands between. */
    public void changeHostKey() {
        stop();
        hostKey = newHostKey();
        restart();
    }

    /** Closes the port and every connection. */
    public void stop() {
        server.close(true);
    }

    /** Listens again, on the same port as before. */
    public void restart() {
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPublickeyAuthenticator((user, key, session) ->
                USER.equals(user) && authorized.stream().anyMatch(known -> KeyUtils.compareKeys(known, key)));
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setCommandFactory((channel, command) -> {
            logins.incrementAndGet();
            return new SshGitCommand(git, command);
        });
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(server, Duration.ofMinutes(1));
        try {
            server.start();
        } catch (IOException e) {
            throw new GitServerException("The SSH server could not open port " + port + ": " + e.getMessage(), e);
        }
        port = server.getPort();
    }

    @Override
    public void close() {
        stop();
    }

    private static KeyPair newHostKey() {
        try {
            return KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        } catch (GeneralSecurityException e) {
            throw new GitServerException("The host key could not be made: " + e.getMessage(), e);
        }
    }
}
