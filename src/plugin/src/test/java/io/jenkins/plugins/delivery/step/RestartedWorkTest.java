package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.delivery.JenkinsProcess;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A step that works on an agent while Jenkins goes away and comes back. */
class RestartedWorkTest {

    @RegisterExtension
    final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @RegisterExtension
    final InboundAgentExtension agents = new InboundAgentExtension();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void beginsAgainWhenTheAgentIsBack(boolean killed, @TempDir Path root) throws Throwable {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (GitServer git = GitServer.start(root.resolve("git"))) {
            String url = git.create("payments");
            try (RepositoryBuilder repository = RepositoryBuilder.init(root.resolve("seed"))) {
                repository.commit("feat: pay", Map.of("a", "1")).push(url, GitAccess.open());
            }
            git.beforeNextPush("payments", () -> {
                working.countDown();
                try {
                    release.await(5, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            jenkins.startJenkins();
            agents.createAgent(
                    jenkins,
                    InboundAgentExtension.Options.newBuilder()
                            .name("agent")
                            .webSocket()
                            .build());
            jenkins.runRemotely(new Begin("""
                node('agent') {
                    sh 'rm -rf .git && git clone -q %s .'
                    def v = semverTag flow: 'trunk', branch: 'main', reserve: true
                    echo "version ${v.version} reserved: ${v.reserved}"
                }
                """.formatted(url)));
            assertThat(working.await(5, TimeUnit.MINUTES)).isTrue();
            if (killed) {
                JenkinsProcess.kill(jenkins);
            } else {
                jenkins.stopJenkins();
            }
            release.countDown();
            jenkins.startJenkins();
            jenkins.runRemotely(new End());
        } finally {
            release.countDown();
        }
    }

    /** Runs in the other process, as the next. */
    private record Begin(String script) implements RealJenkinsExtension.Step {

        @Override
        public void run(JenkinsRule jenkins) throws Throwable {
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "working");
            job.setDefinition(new CpsFlowDefinition(script, true));
            job.scheduleBuild2(0).waitForStart();
        }
    }

    private record End() implements RealJenkinsExtension.Step {

        @Override
        public void run(JenkinsRule jenkins) throws Throwable {
            WorkflowRun run = jenkins.jenkins
                    .getItemByFullName("working", WorkflowJob.class)
                    .getBuildByNumber(1);
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
            jenkins.assertLogContains("version 0.1.0 reserved: true", run);
        }
    }
}
