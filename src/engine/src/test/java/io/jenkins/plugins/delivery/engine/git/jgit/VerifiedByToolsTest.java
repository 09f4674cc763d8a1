package io.jenkins.plugins.delivery.engine.git.jgit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.git.GitSigner;
import io.jenkins.plugins.delivery.engine.git.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real git, gpg and ssh-keygen make the keys and judge the signatures. */
@Tag("tools")
class VerifiedByToolsTest {

    private static final PersonIdent CI =
            new PersonIdent("CI", "ci@example.org", Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path home;

    @BeforeEach
    void privateHome() throws IOException {
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    }

    @AfterEach
    void endAgent() throws Exception {
        Tool.end(home, Map.of(), "gpgconf", "--kill", "gpg-agent");
    }

    @ParameterizedTest
    @CsvSource({"ed25519,", "ed25519,open sesame", "rsa3072,open sesame", "nistp256,"})
    void gpgAcceptsTagAndCommit(String algorithm, String passphrase) throws Exception {
        Tool.need("git", "gpg");
        String exported = exported(algorithm, passphrase == null ? "" : passphrase);
        GitSigner signer = GitSigning.with(Credential.privateKey("sign", "ci", exported, passphrase));
        sign(signer);
        assertThat(Tool.run(home, "git", "verify-tag", "v1.0.0"))
                .contains("Good signature from \"CI <ci@example.org>\"");
        assertThat(Tool.run(home, "git", "verify-commit", "main")).contains("Good signature from");
        assertThat(signer.key()).startsWith("OpenPGP key ");
        assertThat(Tool.run(home, "gpg", "--list-keys", "--with-subkey-fingerprints"))
                .contains(signer.key().substring("OpenPGP key ".length()));
    }

    @Test
    void aSubkeyForSignaturesIsTakenBeforeTheMainKey() throws Exception {
        Tool.need("git", "gpg");
        exported("ed25519", "");
        String main = Tool.run(home, "gpg", "--list-keys", "--with-colons")
                .lines()
                .filter(line -> line.startsWith("fpr"))
                .findFirst()
                .orElseThrow()
                .split(":")[9];
        Tool.run(home, "gpg", "--batch", "--passphrase", "", "--quick-add-key", main, "rsa2048", "sign");
        // As it is kept on a build server: the secret of the main key stays at home.
        String exported = Tool.run(home, "gpg", "--batch", "--armor", "--export-secret-subkeys");
        GitSigner signer = GitSigning.with(Credential.ofText("sign", exported));
        sign(signer);
        assertThat(signer.key()).doesNotContain(main);
        assertThat(Tool.run(home, "git", "verify-tag", "v1.0.0")).contains("Good signature from");
    }

    @ParameterizedTest
    @CsvSource({"ed25519,", "ed25519,open sesame", "rsa,open sesame", "ecdsa,"})
    void sshKeygenAcceptsTagAndCommit(String type, String passphrase) throws Exception {
        Tool.need("git", "ssh-keygen");
        Tool.run(home, "ssh-keygen", "-q", "-t", type, "-N", passphrase == null ? "" : passphrase, "-f", "key");
        Files.writeString(home.resolve("allowed"), "ci@example.org " + Files.readString(home.resolve("key.pub")));
        GitSigner signer =
                GitSigning.with(Credential.privateKey("sign", null, Files.readString(home.resolve("key")), passphrase));
        sign(signer);
        String[] verify = {"git", "-c", "gpg.ssh.allowedSignersFile=" + home.resolve("allowed"), "verify-tag", "v1.0.0"
        };
        assertThat(Tool.run(home, verify)).contains("Good \"git\" signature for ci@example.org");
        verify[3] = "verify-commit";
        verify[4] = "main";
        assertThat(Tool.run(home, verify)).contains("Good \"git\" signature for ci@example.org");
        assertThat(Tool.run(home, "ssh-keygen", "-l", "-f", "key.pub"))
                .contains(signer.key().substring("SSH key ".length()));
    }

    private String exported(String algorithm, String passphrase) throws Exception {
        Tool.run(
                home,
                "gpg",
                "--batch",
                "--passphrase",
                passphrase,
                "--quick-gen-key",
                "CI <ci@example.org>",
                algorithm,
                "sign",
                "never");
        return Tool.run(
                home,
                "gpg",
                "--batch",
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                passphrase,
                "--armor",
                "--export-secret-keys");
    }

    private void sign(GitSigner signer) throws Exception {
        try (Git git = Git.init()
                        .setDirectory(home.toFile())
                        .setInitialBranch("main")
                        .call();
                ObjectInserter inserter = git.getRepository().newObjectInserter()) {
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(Constants.OBJ_TREE, new byte[0]));
            commit.setAuthor(CI);
            commit.setCommitter(CI);
            commit.setMessage("feat: größer\n");
            GitSigning.sign(commit, signer);
            ObjectId head = inserter.insert(commit);
            TagBuilder tag = new TagBuilder();
            tag.setTag("v1.0.0");
            tag.setObjectId(head, Constants.OBJ_COMMIT);
            tag.setTagger(CI);
            tag.setMessage("Release 1.0.0\n\nRun: größer");
            GitSigning.sign(tag, signer);
            ObjectId signed = inserter.insert(tag);
            inserter.flush();
            put(git.getRepository(), "refs/heads/main", head);
            put(git.getRepository(), "refs/tags/v1.0.0", signed);
        }
    }

    private static void put(Repository repository, String ref, ObjectId id) throws IOException {
        RefUpdate update = repository.updateRef(ref);
        update.setNewObjectId(id);
        assertThat(update.update()).isEqualTo(RefUpdate.Result.NEW);
    }
}
