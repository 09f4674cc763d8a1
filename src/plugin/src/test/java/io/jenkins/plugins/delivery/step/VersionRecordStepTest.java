package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Node;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
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

/** {@code versionRecord} in pipelines; its form is tested with those of all steps. */
@WithJenkins
class VersionRecordStepTest {

    private static final String PASSWORD = "s3cret-of-the-git-server";
    private static final GitAccess ACCESS = GitAccess.only("ci", PASSWORD);
    private static final String DIGEST = "sha256:" + "ab".repeat(32);

    private static JenkinsRule jenkins;
    private static Pipelines pipelines;
    private static GitServer git;

    @TempDir
    Path directory;

    @BeforeAll
    static void start(JenkinsRule rule, @TempDir Path root) throws Exception {
        jenkins = rule;
        pipelines = new Pipelines(rule).login("git", "ci", PASSWORD);
        git = GitServer.start(root, ACCESS);
    }

    @AfterAll
    static void stop() {
        git.close();
    }

    @Test
    void smokesOnAnAgentAndOutsideAnyNode() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        WorkflowJob job = job(agent, "smokes", """
            def v
            node('%s') {
                v = semverTag flow: 'trunk', branch: 'main', reserve: true, credentialsId: 'git'
                def r = versionRecord tag: v.tag, state: 'built', digest: '%s', credentialsId: 'git'
                echo "${r.tag} ${r.state}"
            }
            def r = versionRecord tag: v.tag, source: v.source, credentialsId: 'git'
            echo "${r.tag} is ${r.digest}, reserved by ${r.reservedBy}"
            """.formatted(agent.getNodeName(), DIGEST));
        WorkflowRun run = jenkins.buildAndAssertSuccess(job);
        assertThat(Pipelines.log(run))
                .contains("v1.1.0 built", "v1.1.0 is " + DIGEST + ", reserved by " + jenkins.getURL());
        Pipelines.told(run);
        Pipelines.assertNowhere(PASSWORD, run);
    }

    @Test
    void failsWithEveryProblemOfItsInputAndWithoutTheTag() throws Exception {
        assertThat(Pipelines.log(pipelines.fail(
                        "node { versionRecord tag: 'a b', state: 'lost', digest: 'none', source: '/etc', taag: 'x' }")))
                .contains("versionRecord was refused for", "'lost' is not one of built, abandoned", "taag");
        WorkflowJob job = job(jenkins.jenkins, "untagged", """
            node('built-in') { versionRecord tag: 'v9.9.9', credentialsId: 'git' }
            """);
        assertThat(Pipelines.log(jenkins.buildAndAssertStatus(Result.FAILURE, job)))
                .contains("v9.9.9");
    }

    @Test
    void masksThePasswordOfARefusedLogIn() throws Exception {
        pipelines.login("wrong", "ci", "not-the-password");
        WorkflowJob job = job(jenkins.jenkins, "masks", """
            node('built-in') { versionRecord tag: 'v1.0.0', credentialsId: 'wrong' }
            """);
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        assertThat(Pipelines.log(run)).contains("credentialsId");
        Pipelines.assertNowhere("not-the-password", run);
    }

    @Test
    void anAbortLeavesAWholeRecordThatASecondRunCompletes() throws Exception {
        CountDownLatch pushing = new CountDownLatch(1);
        CountDownLatch aborted = new CountDownLatch(1);
        WorkflowJob job = job(jenkins.jenkins, "abort", """
            node('built-in') { echo versionRecord(tag: 'v1.0.0', state: 'abandoned', credentialsId: 'git').state }
            """);
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

        assertThat(Pipelines.log(jenkins.buildAndAssertSuccess(job))).contains("abandoned");
    }

    /** A job whose workspace is a clone of main, one feature beyond v1.0.0. */
    private WorkflowJob job(Node node, String name, String script) throws Exception {
        String url = git.create(name);
        try (RepositoryBuilder repository = RepositoryBuilder.init(directory.resolve("seed"))) {
            repository
                    .commit("chore: begin", Map.of("a", "1"))
                    .annotatedTag("v1.0.0", "1.0.0")
                    .commit("feat: pay", Map.of("b", "1"))
                    .push(url, ACCESS);
        }
        WorkflowJob job = pipelines.job(name, script);
        RepositoryBuilder.cloneOf(url, pipelines.workspace(job, node), ACCESS).close();
        return job;
    }
}
