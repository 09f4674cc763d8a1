package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.Tool;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import io.jenkins.plugins.delivery.testbed.git.PgpKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one commit may hold. */
class GitOpsWriterTest {

    private static final String PROD = "environments/prod/payments/values.yaml";

    @TempDir
    Path directory;

    private PromotionWorld world;

    @BeforeEach
    void open() {
        world = new PromotionWorld(directory);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private GitOpsChange.Landing write(GitOpsChange change, EngineContext context) throws InterruptedException {
        try (GitOpsRepository repository =
                JGitGitOpsRepository.open(new GitOpsAddress(world.gitops, "main", "git"), context)) {
            return new GitOpsWriter(context)
                    .write(repository, change, context.clock().instant().plus(Duration.ofMinutes(1)));
        }
    }

    private GitOpsChange.Landing write(GitOpsChange.Write write) throws InterruptedException {
        return write(repository -> write, world.context());
    }

    private String changed() {
        return world.git("show", "--format=", "--name-status", "main").strip();
    }

    @Test
    void severalFilesAreOneCommit() throws Exception {
        GitOpsChange.Landing landing = write(new GitOpsChange.Write(PROD, "", "a: 1\n", Map.of("a", "1"), "put back")
                .with(".delivery/quarantine/payments", "1.4.0 broken\n")
                .without("README.md"));

        assertThat(landing.state()).isEqualTo(PromotionState.PUSHED);
        assertThat(landing.commit()).isEqualTo(world.git("rev-parse", "main").strip());
        assertThat(changed()).isEqualTo("A\t.delivery/quarantine/payments\nD\tREADME.md\nM\t" + PROD);
        assertThat(world.file(".delivery/quarantine/payments")).isEqualTo("1.4.0 broken\n");
        assertThat(world.git("fsck", "--full", "--strict")).doesNotContain("error");
    }

    @Test
    void aCommitWithoutFilesOnlySaysSomething() throws Exception {
        GitOpsChange.Landing landing = write(GitOpsChange.Write.empty("approve payments 1.4.0 in stage"));

        assertThat(landing.state()).isEqualTo(PromotionState.PUSHED);
        assertThat(landing.file()).isEmpty();
        assertThat(changed()).isEmpty();
        assertThat(world.git("log", "-1", "--format=%s", "main").strip()).isEqualTo("approve payments 1.4.0 in stage");
        assertThat(world.git("rev-parse", "main^{tree}")).isEqualTo(world.git("rev-parse", "main~^{tree}"));
    }

    @Test
    void aDirectoryGoesWithItsLastFile() throws Exception {
        write(GitOpsChange.Write.empty("ban").with(".delivery/quarantine/payments", "1.4.0\n"));
        write(GitOpsChange.Write.empty("lift").without(".delivery/quarantine/payments"));

        assertThat(changed()).isEqualTo("D\t.delivery/quarantine/payments");
        assertThat(world.git("ls-tree", "--name-only", "main").lines())
                .containsExactlyInAnyOrder("README.md", "environments", "images.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside",
                "a/../../b",
                ".git/config",
                "a//b",
                "/etc/passwd",
                "README.md/below",
                "environments"
            })
    void aPathThatIsNoneIsRefused(String path) {
        assertThatThrownBy(() -> write(GitOpsChange.Write.empty("no").with(path, "x")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("'" + path + "'");
        assertThat(world.commits()).isEqualTo(1);
    }

    /** The signature is of the whole commit, so real tools judge what is on the server. */
    @Test
    @Tag("tools")
    void aPromotionIsSignedAndGitAndSshKeygenVerifyIt() throws Exception {
        Tool.need("git", "ssh-keygen");
        Tool.run(directory, "ssh-keygen", "-q", "-t", "ed25519", "-N", "open sesame", "-f", "key");
        Path allowed = Files.writeString(
                directory.resolve("allowed"), "ci@example.org " + Files.readString(directory.resolve("key.pub")));
        world.credentials.put(
                "sign", Credential.privateKey("sign", null, Files.readString(directory.resolve("key")), "open sesame"));

        Map<String, Object> result = world.promote(Map.of("waitFor", "none", "signingCredentialsId", "sign"));
        world.promote(Map.of(
                "waitFor", "none", "signingCredentialsId", "sign", "restore", result.get("commit"), "run", "back"));

        for (String commit : List.of("main", "main~1")) {
            assertThat(Tool.run(
                            world.git.repositoryDirectory("gitops"),
                            "git",
                            "-c",
                            "gpg.ssh.allowedSignersFile=" + allowed,
                            "verify-commit",
                            commit))
                    .contains("Good \"git\" signature for ci@example.org");
        }
        assertThat(world.commits()).isEqualTo(3);
    }

    @Test
    @Tag("tools")
    void aPromotionIsSignedAndGpgVerifiesIt() throws Exception {
        Tool.need("git", "gpg");
        Path home = Files.createDirectory(directory.resolve("gnupg"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        world.credentials.put("sign", Credential.privateKey("sign", null, PgpKey.text("open sesame"), "open sesame"));
        Files.writeString(home.resolve("key.asc"), world.credentials.get("sign").privateKey());
        try {
            Tool.run(
                    home,
                    "gpg",
                    "--batch",
                    "--pinentry-mode",
                    "loopback",
                    "--passphrase",
                    "open sesame",
                    "--import",
                    "key.asc");
            world.promote(Map.of("waitFor", "none", "signingCredentialsId", "sign"));
            Tool.run(
                    home,
                    "git",
                    "clone",
                    "--bare",
                    world.git.repositoryDirectory("gitops").toString(),
                    "read");
            assertThat(Tool.run(home, "git", "--git-dir", "read", "verify-commit", "main"))
                    .contains("Good signature from \"CI <ci@example.org>\"");
        } finally {
            Tool.end(home, Map.of(), "gpgconf", "--kill", "gpg-agent");
        }
        assertThat(world.log).noneMatch(line -> line.contains("open sesame"));
    }

    @Test
    void aKeyThatCannotSignFailsWithoutEffect() {
        world.credentials.put("sign", Credential.token("sign", "no-key"));
        assertThatThrownBy(() -> world.promote(Map.of("waitFor", "none", "signingCredentialsId", "sign")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("private key is needed");
        assertThatThrownBy(() -> world.promote(Map.of("waitFor", "none", "signingCredentialsId", "absent")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("'absent'");
        assertThat(world.commits()).isEqualTo(1);
    }

    @Test
    void aDryRunPushesNothing() throws Exception {
        GitOpsChange.Landing landing = write(
                repository -> GitOpsChange.Write.empty("note"),
                world.context().toBuilder().dryRun(true).build());

        assertThat(landing.state()).isEqualTo(PromotionState.PLANNED);
        assertThat(world.commits()).isEqualTo(1);
    }
}
