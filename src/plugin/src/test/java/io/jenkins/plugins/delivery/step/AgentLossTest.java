package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A step that works on an agent while the agent goes away. */
class AgentLossTest {

    private static final GitAccess ACCESS = GitAccess.open();

    @RegisterExtension
    final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final CountDownLatch working = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private GitServer git;
    private String url;
    private Path seed;

    @BeforeEach
    void repository(@TempDir Path root) {
        git = GitServer.start(root.resolve("git"));
        url = git.create("payments");
        seed = root.resolve("seed");
        try (RepositoryBuilder repository = RepositoryBuilder.init(seed)) {
            repository.commit("feat: pay", Map.of("a", "1")).push(url, ACCESS);
        }
        git.beforeNextPush("payments", () -> {
            working.countDown();
            try {
                release.await(5, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @AfterEach
    void close() {
        release.countDown();
        git.close();
    }

    @Test
    void aLostAgentIsToldInASentence() throws Throwable {
        sessions.then(jenkins -> {
            DumbSlave agent = jenkins.createOnlineSlave();
            WorkflowRun run = begin(jenkins, agent);
            agent.toComputer().disconnect(null).get();
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
            assertThat(Pipelines.log(Pipelines.told(run)))
                    .contains("The agent " + agent.getNodeName() + " was lost while semverTag worked there");
        });
    }

    private WorkflowRun begin(JenkinsRule jenkins, DumbSlave agent) throws Exception {
        Pipelines pipelines = new Pipelines(jenkins);
        WorkflowJob job = pipelines.job("working", """
            node('%s') {
                def v = semverTag flow: 'trunk', branch: 'main', reserve: true
                echo "version ${v.version} reserved: ${v.reserved}"
            }
            """.formatted(agent.getNodeName()));
        RepositoryBuilder.cloneOf(url, pipelines.workspace(job, agent), ACCESS).close();
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        assertThat(working.await(5, TimeUnit.MINUTES)).isTrue();
        return run;
    }
}
