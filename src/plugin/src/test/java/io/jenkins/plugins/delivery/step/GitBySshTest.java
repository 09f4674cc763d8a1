package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.Node;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.PgpKey;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import io.jenkins.plugins.delivery.testbed.git.SshGitServer;
import io.jenkins.plugins.delivery.testbed.git.SshKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.transport.URIish;
import org.jenkinsci.plugins.gitclient.GitHostKeyVerificationConfiguration;
import org.jenkinsci.plugins.gitclient.verifier.ManuallyProvidedKeyVerificationStrategy;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Private keys of Jenkins open repositories by SSH and sign what is pushed there. */
@WithJenkins
class GitBySshTest {

    private static final SshKey KEY = SshKey.ecdsa();
    private static final String PASSPHRASE = "open sesame of the key";

    private static JenkinsRule jenkins;
    private static Pipelines pipelines;
    private static GitServer git;
    private static SshGitServer ssh;

    @TempDir
    Path directory;

    @BeforeAll
    static void start(JenkinsRule rule, @TempDir Path root) throws Exception {
        jenkins = rule;
        pipelines = new Pipelines(rule);
        git = GitServer.start(root);
        ssh = SshGitServer.over(git);
        ssh.authorize(KEY.publicLine());
        String key = KEY.text(PASSPHRASE);
        add(key("deploy", key, PASSPHRASE));
        add(key("stranger", SshKey.ecdsa().text(null), ""));
        add(key("signing", PgpKey.text(PASSPHRASE), PASSPHRASE));
        add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "text", "", Secret.fromString(KEY.text(null))));
        add(new FileCredentialsImpl(
                CredentialsScope.GLOBAL,
                "file",
                "",
                "id_ecdsa",
                SecretBytes.fromBytes(KEY.text(null).getBytes(StandardCharsets.UTF_8))));
        know(ssh.knownHostsLine());
    }

    @AfterAll
    static void stop() {
        ssh.close();
        git.close();
    }

    @Test
    void aKeyWithAPassphraseReservesASignedVersionOnAnAgent() throws Exception {
        Node agent = jenkins.createOnlineSlave();
        WorkflowRun run = build(agent, "agent", "deploy", ", reserve: true, signingCredentialsId: 'signing'");
        assertThat(Pipelines.log(run)).contains("version 1.1.0 from " + ssh.url("agent"));
        try (Git bare = Git.open(git.repositoryDirectory("agent").toFile());
                ObjectReader reader = bare.getRepository().newObjectReader()) {
            ObjectId tag = bare.getRepository().resolve("refs/tags/v1.1.0");
            assertThat(new String(reader.open(tag).getBytes(), StandardCharsets.UTF_8))
                    .contains("-----BEGIN PGP SIGNATURE-----");
        }
        secretsAreNowhere(run);
    }

    @Test
    void aKeyInASecretTextOrFileDoesTheSame() throws Exception {
        for (String id : List.of("text", "file")) {
            WorkflowRun run = build(jenkins.jenkins, id, id, "");
            assertThat(Pipelines.log(run)).contains("version 1.1.0");
            secretsAreNowhere(run);
        }
    }

    @Test
    void aKeyThatTheServerDoesNotKnowIsNamed() throws Exception {
        WorkflowJob job = job(jenkins.jenkins, "stranger", "stranger", ", reserve: true");
        WorkflowRun run = Pipelines.told(jenkins.buildAndAssertStatus(Result.FAILURE, job));
        assertThat(Pipelines.log(run)).contains("does not accept the key of the credentials 'stranger' (SHA256:");
    }

    @Test
    void aServerThatJenkinsDoesNotKnowIsRefusedWithTheLineToAdd() throws Exception {
        WorkflowJob job = job(jenkins.jenkins, "unknown", "deploy", ", reserve: true");
        know("");
        try {
            WorkflowRun run = Pipelines.told(jenkins.buildAndAssertStatus(Result.FAILURE, job));
            assertThat(Pipelines.log(run)).contains("is not known here", ssh.knownHostsLine());
        } finally {
            know(ssh.knownHostsLine());
        }
    }

    private static void secretsAreNowhere(WorkflowRun run) throws Exception {
        Pipelines.assertNowhere(PASSPHRASE, run);
        for (String line :
                KEY.text(null).lines().filter(each -> !each.startsWith("-")).toList()) {
            Pipelines.assertNowhere(line, run);
        }
    }

    private static void know(String lines) {
        GitHostKeyVerificationConfiguration.get()
                .setSshHostKeyVerificationStrategy(new ManuallyProvidedKeyVerificationStrategy(lines));
    }

    private static StandardCredentials key(String id, String text, String passphrase) {
        return new BasicSSHUserPrivateKey(
                CredentialsScope.GLOBAL,
                id,
                "git",
                new BasicSSHUserPrivateKey.DirectEntryPrivateKeySource(text),
                passphrase,
                "");
    }

    private static void add(StandardCredentials credentials) throws Exception {
        SystemCredentialsProvider.getInstance().getCredentials().add(credentials);
        SystemCredentialsProvider.getInstance().save();
    }

    private WorkflowRun build(Node node, String name, String credentialsId, String more) throws Exception {
        return Pipelines.told(jenkins.buildAndAssertStatus(Result.SUCCESS, job(node, name, credentialsId, more)));
    }

    /** A job whose workspace is a clone with the address of the SSH server. */
    private WorkflowJob job(Node node, String name, String credentialsId, String more) throws Exception {
        String url = git.create(name);
        try (RepositoryBuilder repository = RepositoryBuilder.init(directory.resolve(name))) {
            repository.commit("chore: begin", Map.of("a", "1")).tag("v1.0.0").push(url, GitAccess.open());
            repository.commit("feat: pay", Map.of("a", "2")).push(url, GitAccess.open());
        }
        WorkflowJob job = pipelines.job(name, """
                node('%s') {
                    def v = semverTag flow: 'trunk', branch: 'main', credentialsId: '%s'%s
                    echo "version ${v.version} from ${v.source}"
                }
                """.formatted(node.getSelfLabel().getName(), credentialsId, more));
        try (RepositoryBuilder clone =
                RepositoryBuilder.cloneOf(url, pipelines.workspace(job, node), GitAccess.open())) {
            clone.git()
                    .remoteSetUrl()
                    .setRemoteName("origin")
                    .setRemoteUri(new URIish(ssh.url(name)))
                    .call();
        }
        return job;
    }
}
