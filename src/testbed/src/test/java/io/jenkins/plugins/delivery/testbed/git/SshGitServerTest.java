package io.jenkins.plugins.delivery.testbed.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real git with real OpenSSH judges the server. */
@Tag("tools")
class SshGitServerTest {

    @TempDir
    Path folder;

    @Test
    void gitClonesPushesAndIsRefused() throws Exception {
        need("git");
        need("ssh");
        SshKey key = SshKey.ecdsa();
        Path file = Files.createFile(
                folder.resolve("key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, key.text(null));
        try (GitServer git = GitServer.start(folder.resolve("server"));
                SshGitServer ssh = SshGitServer.over(git);
                RepositoryBuilder seed = RepositoryBuilder.init(folder.resolve("seed"))) {
            seed.commit("first", Map.of("a.txt", "a\n")).push(git.create("shop/payments"), GitAccess.open());
            Files.writeString(folder.resolve("known_hosts"), ssh.knownHostsLine() + "\n");
            String url = ssh.url("shop/payments");
            assertThat(git(128, "clone", "-q", url, "refused")).contains("Permission denied (publickey)");
            ssh.authorize(key.publicLine());
            git(0, "clone", "-q", "--depth", "1", url, "clone");
            assertThat(folder.resolve("clone/a.txt")).hasContent("a");
            git(0, "-C", "clone", "tag", "v1.0.0");
            git(0, "-C", "clone", "push", "-q", "origin", "v1.0.0");
            assertThat(git.pushes("shop/payments")).isEqualTo(2);
            git.protectBranch("shop/payments", "main");
            assertThat(git(1, "-C", "clone", "push", "origin", ":refs/heads/main"))
                    .contains("protected branch");
            assertThat(git(128, "ls-remote", ssh.url("nothing"))).contains("Repository not found");
        }
    }

    private static void need(String program) {
        boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
        assumeTrue(there, program + " is not installed, so what only it can show was not tested.");
    }

    private String git(int expected, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of("git"), Stream.of(arguments)).toList())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .put(
                        "GIT_SSH_COMMAND",
                        String.join(
                                " ",
                                List.of(
                                        "ssh -F none -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=yes",
                                        "-o UserKnownHostsFile=" + folder.resolve("known_hosts"),
                                        "-i " + folder.resolve("key"))));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", arguments) + "\n" + output)
                .isEqualTo(expected);
        return output;
    }
}
