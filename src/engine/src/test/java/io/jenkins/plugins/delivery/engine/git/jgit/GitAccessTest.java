package io.jenkins.plugins.delivery.engine.git.jgit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.SshSettings;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import io.jenkins.plugins.delivery.testbed.git.SshGitServer;
import io.jenkins.plugins.delivery.testbed.git.SshKey;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitAccessTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final SshKey KEY = SshKey.ecdsa();

    @TempDir
    Path root;

    private GitServer http;
    private SshGitServer server;
    private RepositoryBuilder work;

    @BeforeEach
    void start() {
        http = GitServer.start(root.resolve("server"));
        String url = http.create("shop/payments");
        work = RepositoryBuilder.init(root.resolve("work"))
                .commit("feat: first", Map.of("a.txt", "a\n"))
                .push(url, io.jenkins.plugins.delivery.testbed.git.GitAccess.open());
        server = SshGitServer.over(http);
        server.authorize(KEY.publicLine());
    }

    @AfterEach
    void stop() {
        work.close();
        server.close();
        http.close();
    }

    @Test
    void aKeyReadsAndPushes() throws Exception {
        String head = work.commit("feat: second").head();
        Credential key = Credential.privateKey("key", "git", KEY.text("open sesame"), "open sesame");
        GitAccess access = GitAccess.of(Optional.of(key), known(), LIMIT);
        RemoteRefUpdate update = new RemoteRefUpdate(
                work.git().getRepository(), head, ObjectId.fromString(head), "refs/heads/main", false, null, null);
        try (Transport transport = access.open(work.git().getRepository(), url())) {
            transport.push(NullProgressMonitor.INSTANCE, List.of(update));
        }
        assertThat(update.getStatus()).isEqualTo(RemoteRefUpdate.Status.OK);
        assertThat(heads(access, url())).isEqualTo(head);
        // Without a user in the URL that of the credentials counts.
        assertThat(heads(access, url().replace("git@", ""))).isEqualTo(head);
        assertThat(server.logins()).isEqualTo(3);
    }

    @Test
    void keysInPemDoTheSame() throws Exception {
        SshKey rsa = SshKey.rsa();
        server.authorize(rsa.publicLine());
        for (String text : List.of(
                rsa.pkcs8(), rsa.text(null).replace("\n", "\r\n"), KEY.pkcs8().strip())) {
            Credential key = Credential.privateKey("key", null, text, null);
            assertThat(heads(GitAccess.of(Optional.of(key), known(), LIMIT), url()))
                    .isEqualTo(work.head());
        }
    }

    @Test
    void anUnknownServerIsRefusedWithTheLineThatMakesItKnown() {
        DeliveryException refusal = failure(SshSettings.STRICT, credential(KEY), url());
        assertThat(refusal)
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll(
                        "The SSH host key of [127.0.0.1]:", "SHA256:", "is not known here", server.knownHostsLine());
        SshSettings learned = new SshSettings(
                refusal.getMessage().substring(refusal.getMessage().indexOf(": [127") + 2), false, false);
        assertThat(catchThrowable(() -> heads(GitAccess.of(Optional.of(credential(KEY)), learned, LIMIT), url())))
                .isNull();
    }

    @Test
    void aChangedOrRevokedServerIsRefusedEvenWhereNewOnesAreTaken() {
        SshSettings before = new SshSettings(server.knownHostsLine(), true, false);
        server.changeHostKey();
        assertThat(failure(before, credential(KEY), url()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll(
                        "is not the one that is known", "replace the old line", server.knownHostsLine());
        SshSettings revoked = new SshSettings("@revoked " + server.knownHostsLine(), true, false);
        assertThat(failure(revoked, credential(KEY), url()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("is revoked");
    }

    @Test
    void theFilesOfTheMachineCountAndANewServerIsWrittenThere() throws Exception {
        Path home = Files.createDirectories(root.resolve("home"));
        Path file = Files.createDirectories(home.resolve(".ssh")).resolve("known_hosts");
        SshSettings takesNew = new SshSettings("", true, false);
        assertThat(headsFrom(home, Optional.of(credential(KEY)), takesNew)).isEqualTo(work.head());
        assertThat(file).content().contains(server.knownHostsLine());
        assertThat(headsFrom(home, Optional.of(credential(KEY)), SshSettings.STRICT))
                .isEqualTo(work.head());
        server.changeHostKey();
        assertThat(catchThrowable(() -> headsFrom(home, Optional.of(credential(KEY)), takesNew)))
                .satisfies(e -> assertThat(GitAccess.failure(e).orElseThrow())
                        .hasMessageContaining("is not the one that is known"));
    }

    @Test
    void theMachinesOwnKeysServeOnlyWhereTheyMay() throws Exception {
        Path home = Files.createDirectories(root.resolve("home"));
        Path own = Files.createDirectories(home.resolve(".ssh"));
        Files.writeString(own.resolve("id_rsa"), SshKey.rsa().text("with a passphrase"));
        Files.writeString(own.resolve("id_ecdsa"), KEY.text(null));
        assertThat(headsFrom(home, Optional.empty(), known().withMachineKeys())).isEqualTo(work.head());
        Files.delete(own.resolve("id_ecdsa"));
        assertThat(catchThrowable(() -> headsFrom(home, Optional.empty(), known().withMachineKeys())))
                .satisfies(e -> assertThat(GitAccess.failure(e).orElseThrow())
                        .isInstanceOf(TerminalException.class)
                        .hasMessageContainingAll("accepts no SSH key of this machine", "credentialsId"));
        assertThat(catchThrowable(() -> heads(GitAccess.of(Optional.empty(), known(), LIMIT), url())))
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll(url() + " is reached by SSH", "credentialsId");
    }

    @Test
    void aKeyFromCredentialsIsTheOnlyOneThatIsTried() throws Exception {
        Path home = Files.createDirectories(root.resolve("home"));
        Path own = Files.createDirectories(home.resolve(".ssh"));
        Files.writeString(own.resolve("id_ecdsa"), KEY.text(null));
        Files.writeString(own.resolve("config"), "Host *\n  IdentitiesOnly yes\n  IdentityFile ~/.ssh/id_ecdsa\n");
        Credential stranger =
                Credential.privateKey("stranger", null, SshKey.ecdsa().text(null), null);
        assertThat(catchThrowable(() -> headsFrom(home, Optional.of(stranger), known())))
                .satisfies(e -> assertThat(GitAccess.failure(e).orElseThrow())
                        .hasMessageContainingAll(
                                "does not accept the key of the credentials 'stranger'", "SHA256:", "'git'"));
        Files.delete(own.resolve("id_ecdsa"));
        assertThat(headsFrom(home, Optional.of(credential(KEY)), known())).isEqualTo(work.head());
    }

    @Test
    void credentialsThatDoNotFitAreSentences() {
        Credential token = Credential.token("token", "canary-4711");
        assertThat(failure(known(), token, url()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll("is reached by SSH", "'token' are a token")
                .hasMessageNotContaining("canary");
        assertThat(failure(known(), credential(KEY), http.url("shop/payments")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll("is reached by HTTP", "'key' are a private key");
    }

    @Test
    void aRepositoryThatIsNotThereIsTheServersWord() {
        assertThat(catchThrowable(() -> heads(
                        GitAccess.of(Optional.of(credential(KEY)), known(), LIMIT), url().replace("payments", "x"))))
                .isInstanceOf(org.eclipse.jgit.errors.NoRemoteRepositoryException.class)
                .hasMessageContaining("Repository not found");
    }

    @Test
    void anOutageMayPass() throws Exception {
        server.stop();
        assertThat(failure(known(), credential(KEY), url()))
                .isInstanceOf(RetryableException.class)
                .hasMessageContainingAll("cannot be reached by SSH", "refused");
        assertThat(failure(known(), credential(KEY), "git@no-such-host.invalid:a.git"))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("the name no-such-host.invalid is not known here");
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "ssh://git@127.0.0.1:" + silent.getLocalPort() + "/a.git";
            GitAccess access = GitAccess.of(Optional.of(credential(KEY)), known(), Duration.ofSeconds(1));
            assertThat(GitAccess.failure(catchThrowable(() -> heads(access, url)))
                            .orElseThrow())
                    .isInstanceOf(RetryableException.class)
                    .hasMessageContaining("no answer within 1 s");
        }
    }

    @Test
    void anInterruptionEndsTheWaitForAServerThatIsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "ssh://git@127.0.0.1:" + silent.getLocalPort() + "/a.git";
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                failure(known(), credential(KEY), url);
                interrupted.complete(Thread.currentThread().isInterrupted());
            });
            thread.start();
            silent.accept();
            thread.interrupt();
            assertThat(interrupted.get(15, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static Credential credential(SshKey key) {
        return Credential.privateKey("key", null, key.text(null), null);
    }

    private String url() {
        return server.url("shop/payments");
    }

    private SshSettings known() {
        return new SshSettings(server.knownHostsLine(), false, false);
    }

    private static String heads(GitAccess access, String url) throws Exception {
        try (Transport transport = access.open(url)) {
            return main(transport);
        }
    }

    private static String main(Transport transport) throws Exception {
        try (FetchConnection connection = transport.openFetch()) {
            return connection.getRef("refs/heads/main").getObjectId().name();
        }
    }

    /** As the access does, on a machine whose user has this home. */
    private String headsFrom(Path home, Optional<Credential> credential, SshSettings settings) throws Exception {
        SshSessions sessions = new SshSessions(credential, settings, DeliveryLog.SILENT, LIMIT);
        sessions.setHomeDirectory(home.toFile());
        sessions.setSshDirectory(home.resolve(".ssh").toFile());
        try (Transport transport = Transport.open(new URIish(url()))) {
            ((SshTransport) transport).setSshSessionFactory(sessions);
            return main(transport);
        }
    }

    private static DeliveryException failure(SshSettings settings, Credential credential, String url) {
        Throwable thrown = catchThrowable(() -> heads(GitAccess.of(Optional.of(credential), settings, LIMIT), url));
        DeliveryException meaning = thrown instanceof DeliveryException direct
                ? direct
                : GitAccess.failure(thrown).orElseThrow(() -> new AssertionError(thrown));
        if (credential.kind() == Credential.Kind.PRIVATE_KEY) {
            credential
                    .privateKey()
                    .lines()
                    .filter(line -> !line.startsWith("---"))
                    .forEach(line -> assertThat(meaning.getMessage()).doesNotContain(line));
        }
        return meaning;
    }
}
