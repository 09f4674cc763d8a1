package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Node;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import io.jenkins.plugins.delivery.testbed.github.GitHubServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** {@code gitFlowStart} and {@code gitFlowFinish} in pipelines; their forms are tested with those of all steps. */
@WithJenkins
class GitFlowStepsTest {

    private static final String PASSWORD = "s3cret" + "-of-the-git-server";
    private static final String TOKEN = "ghp_" + "s3cret-of-the-forge";
    private static final GitAccess ACCESS = GitAccess.only("ci", PASSWORD);

    private static JenkinsRule jenkins;
    private static Pipelines pipelines;
    private static GitServer git;

    @TempDir
    Path directory;

    @BeforeAll
    static void start(JenkinsRule rule, @TempDir Path root) throws Exception {
        jenkins = rule;
        pipelines = new Pipelines(rule).login("git", "ci", PASSWORD).token("github", TOKEN);
        git = GitServer.start(root, ACCESS);
    }

    @AfterAll
    static void stop() {
        git.close();
    }

    @Test
    void smokes() throws Exception {
        WorkflowRun run = build(jenkins.jenkins, "smokes", """
            node('built-in') {
                def f = gitFlowFinish branch: 'release/1.1.0', credentialsId: 'git'
                f.targets.each { echo "${it.branch} ${it.state}" }
                echo "${f.tag} complete: ${f.complete}, pushed: ${f.pushed}"
                def s = gitFlowStart kind: 'hotfix', credentialsId: 'git'
                echo "started ${s.branch} from ${s.from}: ${s.created}"
            }
            """, false, Result.SUCCESS);
        assertThat(Pipelines.log(run))
                .contains("main merged", "develop merged", "v1.1.0 complete: true, pushed: true")
                .contains("started hotfix/1.1.1 from main: true");
    }

    @Test
    void aConflictOnAnAgentBecomesAPullRequestAndLeavesTheSecretsNowhere() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        try (GitHubServer github = GitHubServer.start(TOKEN, "acme/conflict")) {
            WorkflowRun run = build(
                    agent, "acme/conflict", """
                node('%s') {
                    def f = gitFlowFinish branch: 'release/1.1.0', credentialsId: 'git', forge: 'github', forgeUrl: '%s',
                            forgeCredentialsId: 'github'
                    echo "complete: ${f.complete}, ${f.conflicts[0].path} of ${f.conflicts[0].branch}"
                }
                """.formatted(agent.getNodeName(), github.url()), true, Result.SUCCESS);
            assertThat(Pipelines.log(run)).contains("complete: false, a of develop", "Opened pull request");
            assertThat(github.repository("acme/conflict").pulls()).hasSize(1);
        }
    }

    @Test
    void failsWithEveryProblemOfItsInput() throws Exception {
        assertThat(Pipelines.log(pipelines.fail(
                        "node { gitFlowFinish flow: 'trunk', version: 'next', forge: 'sourceforge', brunch: 'x' }")))
                .contains("gitFlowFinish was refused for", "brunch", "'sourceforge' is not one of auto, github");
        assertThat(Pipelines.log(pipelines.fail("node { gitFlowStart kind: 'feature' }")))
                .contains("'feature' is not one of release, hotfix");
    }

    @Test
    void failsWithASentenceAndMasksTheToken() throws Exception {
        pipelines.login("wrong", "ci", "not-the-password");
        WorkflowRun run = build(
                jenkins.jenkins,
                "masks",
                "node('built-in') { gitFlowFinish branch: 'release/1.1.0', credentialsId: 'wrong' }",
                false,
                Result.FAILURE);
        assertThat(Pipelines.log(run)).contains("gitFlowFinish could not talk to origin", "credentialsId");
        Pipelines.assertNowhere("not-the-password", run);
    }

    @Test
    void anAbortLeavesTheRemoteWholeAndASecondRunCompletesIt() throws Exception {
        CountDownLatch pushing = new CountDownLatch(1);
        CountDownLatch aborted = new CountDownLatch(1);
        String script = "node('built-in') { gitFlowFinish branch: 'release/1.1.0', credentialsId: 'git' }";
        WorkflowJob job = job(jenkins.jenkins, "abort", script, false);
        git.beforeNextPush("abort", () -> {
            pushing.countDown();
            try {
                aborted.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        assertThat(pushing.await(120, TimeUnit.SECONDS)).isTrue();
        run.doStop();
        aborted.countDown();
        jenkins.waitForCompletion(run);
        assertThat(run.getResult()).isEqualTo(Result.ABORTED);

        WorkflowRun again = jenkins.buildAndAssertStatus(Result.SUCCESS, job);
        assertThat(Pipelines.log(again)).containsPattern("Finished 1.1.0|Nothing to do: v1.1.0");
    }

    private WorkflowRun build(Node node, String name, String script, boolean conflict, Result result) throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(result, job(node, name, script, conflict));
        Pipelines.told(run);
        Pipelines.assertNowhere(PASSWORD, run);
        Pipelines.assertNowhere(TOKEN, run);
        return run;
    }

    /** A job whose workspace is a clone of main, develop and release/1.1.0. */
    private WorkflowJob job(Node node, String name, String script, boolean conflict) throws Exception {
        String url = git.create(name);
        try (RepositoryBuilder repository = RepositoryBuilder.init(directory.resolve("seed"))) {
            repository.commit("chore: begin", Map.of("a", "1")).tag("v1.0.0").branch("develop");
            repository.commit("feat: pay", Map.of("b", "1")).branch("release/1.1.0");
            repository.commit("fix: notes", Map.of("a", "2")).checkout("develop");
            repository.commit("feat: later", Map.of(conflict ? "a" : "c", "3")).push(url, ACCESS);
        }
        WorkflowJob job = pipelines.job(name.replace('/', '-'), script);
        RepositoryBuilder.cloneOf(url, pipelines.workspace(job, node), ACCESS).close();
        return job;
    }
}
