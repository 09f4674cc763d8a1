package io.jenkins.plugins.delivery.testbed.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.TransportException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GitServerTest {

    private static final GitAccess CI = GitAccess.only("ci", "s3cret-git");

    @TempDir
    Path temp;

    private GitServer server;
    private RepositoryBuilder work;
    private String url;

    @BeforeEach
    void start() {
        server = GitServer.start(temp.resolve("server"), CI);
        url = server.create("acme/payments");
        work = RepositoryBuilder.init(temp.resolve("work"))
                .commit("feat: first", Map.of("a.txt", "1\n"))
                .commit("feat: second", Map.of("a.txt", "2\n"));
    }

    @AfterEach
    void stop() {
        work.close();
        server.close();
    }

    @Test
    void servesPushAndCloneToJGit() throws Exception {
        work.annotatedTag("v1.0.0", "first release").push(url, CI);

        try (RepositoryBuilder copy = RepositoryBuilder.cloneOf(url, temp.resolve("copy"), CI)) {
            assertThat(copy.head()).isEqualTo(work.head());
            assertThat(copy.revision("v1.0.0^{commit}")).isEqualTo(work.head());
            assertThat(copy.git().getRepository().getBranch()).isEqualTo("main");
        }
        assertThat(server.pushes("acme/payments")).isEqualTo(1);
    }

    @Test
    void servesTheGitCommandLineWithShallowClonesAndAtomicPushes() throws Exception {
        Assumptions.assumeTrue(run(temp, "git", "--version").code() == 0, "no git command line on this machine");
        work.push(url, CI);
        String authenticated = url.replace("http://", "http://ci:s3cret-git@");

        assertThat(run(temp, "git", "clone", "-q", "--depth", "1", authenticated, "shallow"))
                .returns(0, Outcome::code);
        Path shallow = temp.resolve("shallow");
        assertThat(run(shallow, "git", "rev-list", "--count", "HEAD").output()).startsWith("1\n");
        Files.writeString(shallow.resolve("b.txt"), "b\n");
        assertThat(run(shallow, "git", "add", ".").code()).isZero();
        assertThat(run(shallow, "git", "-c", "user.name=n", "-c", "user.email=n@example.com", "commit", "-qm", "fix: b")
                        .code())
                .isZero();
        assertThat(run(shallow, "git", "tag", "v9").code()).isZero();
        Outcome push = run(shallow, "git", "push", "-q", "--atomic", "origin", "HEAD:main", "v9");
        assertThat(push).as(push.output()).returns(0, Outcome::code);
        String pushed = run(shallow, "git", "rev-parse", "HEAD").output().trim();
        assertThat(tip("refs/heads/main")).isEqualTo(pushed);
        assertThat(tip("refs/tags/v9")).isEqualTo(pushed);

        server.rejectPushes("acme/payments", "frozen until Monday");
        Outcome refused = run(shallow, "git", "push", "origin", "HEAD:refs/heads/other");
        assertThat(refused.code()).isNotZero();
        assertThat(refused.output()).contains("frozen until Monday").contains("pre-receive hook declined");
    }

    @ParameterizedTest
    @EnumSource(
            value = PushFault.class,
            names = {"NONE"},
            mode = EnumSource.Mode.EXCLUDE)
    void aFaultLeavesTheClientInDoubt(PushFault fault) throws Exception {
        work.push(url, CI);
        server.faultPushes(push -> push == 1 ? fault : PushFault.NONE);
        String before = work.head();
        work.commit("feat: third");
        assertThatThrownBy(() -> work.push(url, CI)).hasMessageNotContaining("rejected");
        assertThat(tip("refs/heads/main")).isEqualTo(fault.pushes() ? work.head() : before);
        work.push(url, CI);
        assertThat(tip("refs/heads/main")).isEqualTo(work.head());
        assertThat(server.pushes("acme/payments")).isEqualTo(2);
    }

    @Test
    void anAtomicPushThatIsRejectedForOneRefMovesNone() throws Exception {
        work.push(url, CI);
        String before = work.head();
        server.protectBranch("acme/payments", "main");
        work.commit("feat: third").branch("develop").commit("feat: fourth");

        PushResult result = work.git()
                .push()
                .setRemote(url)
                .setAtomic(true)
                .add("refs/heads/main")
                .add("refs/heads/develop")
                .setCredentialsProvider(new UsernamePasswordCredentialsProvider("ci", "s3cret-git"))
                .call()
                .iterator()
                .next();

        assertThat(result.getRemoteUpdate("refs/heads/main").getStatus())
                .isEqualTo(RemoteRefUpdate.Status.REJECTED_OTHER_REASON);
        assertThat(result.getRemoteUpdate("refs/heads/develop").getStatus())
                .isEqualTo(RemoteRefUpdate.Status.REJECTED_OTHER_REASON);
        assertThat(tip("refs/heads/main")).isEqualTo(before);
        assertThat(tip("refs/heads/develop")).isNull();
    }

    @Test
    void wantsThePassword() {
        GitAccess wrong = GitAccess.only("ci", "wrong");

        assertThatThrownBy(() -> work.push(url, wrong)).hasMessageContaining("not authorized");
        assertThatThrownBy(() -> work.push(url, GitAccess.open())).hasCauseInstanceOf(TransportException.class);
        assertThatThrownBy(() -> RepositoryBuilder.cloneOf(url, temp.resolve("copy"), wrong))
                .hasMessageContaining("not authorized");
        assertThat(CI).asString().doesNotContain("s3cret-git");
    }

    @Test
    void anonymousReadLetsEverybodyCloneAndNobodyPush() {
        try (GitServer open = GitServer.start(temp.resolve("open"), CI.withAnonymousRead())) {
            String address = open.create("public");
            work.push(address, CI);

            try (RepositoryBuilder copy = RepositoryBuilder.cloneOf(address, temp.resolve("copy"), GitAccess.open())) {
                assertThat(copy.head()).isEqualTo(work.head());
                copy.commit("feat: third");
                assertThatThrownBy(() -> copy.push(address, GitAccess.open()))
                        .hasCauseInstanceOf(TransportException.class);
            }
        }
    }

    @Test
    void rejectsPushesWithTheHooksWordsUntilToldToAcceptThem() {
        server.rejectPushes("acme/payments", "frozen until Monday");

        assertThatThrownBy(() -> work.push(url, CI))
                .hasMessageContaining("REJECTED_OTHER_REASON")
                .hasMessageContaining("pre-receive hook declined")
                .hasMessageContaining("frozen until Monday");
        assertThat(server.pushes("acme/payments")).isZero();
        assertThat(server.pushAttempts("acme/payments")).isEqualTo(1);

        server.acceptPushes("acme/payments");
        work.push(url, CI);
        assertThat(server.pushes("acme/payments")).isEqualTo(1);
    }

    @Test
    void aProtectedBranchTakesNoPushWhileOthersDo() throws Exception {
        work.branch("develop").push(url, CI);
        server.protectBranch("acme/payments", "main");
        String main = tip("refs/heads/main");
        work.commit("feat: on develop").push(url, CI);
        assertThat(tip("refs/heads/develop")).isEqualTo(work.head());

        work.checkout("main").commit("feat: on main");
        assertThatThrownBy(() -> work.push(url, CI)).hasMessageContaining("protected branch hook declined");
        assertThat(tip("refs/heads/main")).isEqualTo(main);

        server.unprotectBranch("acme/payments", "main");
        work.push(url, CI);
        assertThat(tip("refs/heads/main")).isEqualTo(work.head());
    }

    @Test
    void provokesALostRaceOnce() throws Exception {
        work.push(url, CI);
        RepositoryBuilder rival = RepositoryBuilder.cloneOf(url, temp.resolve("rival"), CI);
        server.beforeNextPush("acme/payments", () -> rival.commit("feat: rival", Map.of("r.txt", "r\n"))
                .push(url, CI));
        work.commit("feat: mine", Map.of("m.txt", "m\n"));

        assertThatThrownBy(() -> work.push(url, CI)).hasMessageContaining("REJECTED");
        assertThat(tip("refs/heads/main")).isEqualTo(rival.head());
        assertThat(server.pushes("acme/payments")).isEqualTo(2);
        assertThat(server.pushAttempts("acme/payments")).isEqualTo(3);
        rival.close();
    }

    @Test
    void tellsWhatWasPushedBeforeTheClientIsAnswered() {
        List<PushEvent> events = new ArrayList<>();
        server.onPush(events::add);

        work.push(url, CI);

        assertThat(events)
                .containsExactly(new PushEvent(
                        "acme/payments",
                        List.of(new PushEvent.Change("refs/heads/main", "0".repeat(40), work.head()))));
    }

    @Test
    void comesBackOnTheSamePortWithItsRepositories() {
        work.push(url, CI);
        server.stop();
        assertThatThrownBy(() -> RepositoryBuilder.cloneOf(url, temp.resolve("none"), CI))
                .isInstanceOf(GitServerException.class);

        server.restart();
        try (RepositoryBuilder copy = RepositoryBuilder.cloneOf(url, temp.resolve("copy"), CI)) {
            assertThat(copy.head()).isEqualTo(work.head());
        }
        assertThat(server.url("acme/payments")).isEqualTo(url);
    }

    @Test
    void failsRequestsWhenTold() {
        server.failNext(1, 503);
        assertThatThrownBy(() -> work.push(url, CI)).hasMessageContaining("503");
        work.push(url, CI);
    }

    @Test
    void unknownRepositoriesAreNamed() {
        assertThatThrownBy(() -> work.push(server.url("acme/typo"), CI)).hasMessageContaining("not found");
        assertThatThrownBy(() -> server.pushes("acme/typo"))
                .hasMessageContaining("acme/typo")
                .hasMessageContaining("acme/payments");
    }

    private String tip(String ref) throws Exception {
        try (Repository repository =
                Git.open(server.repositoryDirectory("acme/payments").toFile()).getRepository()) {
            var found = repository.exactRef(ref);
            return found == null ? null : found.getObjectId().name();
        }
    }

    private record Outcome(int code, String output) {}

    private static Outcome run(Path directory, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }
}
