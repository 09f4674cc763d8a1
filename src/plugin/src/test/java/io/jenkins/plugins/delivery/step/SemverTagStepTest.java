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
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class SemverTagStepTest {

    private static final String PASSWORD = "s3cret-of-the-git-server";
    private static final GitAccess ACCESS = GitAccess.only("ci", PASSWORD);

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
    void smokes() throws Exception {
        WorkflowRun run = build(jenkins.jenkins, "smokes", """
            node('built-in') {
                def v = semverTag flow: 'trunk', branch: 'main', reserve: true, credentialsId: 'git'
                echo "version ${v.version} of ${v.branch}, ${v.commits} commits, reserved: ${v.reserved}"
                v.each { key, value -> if (key == 'tag') { echo "tag is ${value}" } }
                echo v.keySet().sort().join(' ')
            }
            """, Result.SUCCESS);
        assertThat(Pipelines.log(run)).contains("version 1.1.0 of main, 1 commits, reserved: true", "tag is v1.1.0");
        // Two of the history, and the tag.
        assertThat(git.pushes("smokes")).isEqualTo(3);
    }

    @Test
    void worksOnAnAgentAndLeavesTheSecretNowhere() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        WorkflowRun run = build(agent, "agent", """
            node('%s') {
                echo "version ${semverTag(flow: 'trunk', branch: 'main', reserve: true, credentialsId: 'git').version}"
            }
            """.formatted(agent.getNodeName()), Result.SUCCESS);
        assertThat(Pipelines.log(run)).contains("version 1.1.0");
        Pipelines.assertNowhere(PASSWORD, run);
    }

    @Test
    void declarative() throws Exception {
        WorkflowRun run = build(jenkins.jenkins, "declarative", """
            pipeline {
                agent { label 'built-in' }
                options { skipDefaultCheckout() }
                stages {
                    stage('Version') {
                        steps {
                            semverTag flow: 'trunk', branch: 'main', credentialsId: 'git', sources: ['git']
                            script { echo "version ${semverTag(flow: 'trunk', branch: 'main', credentialsId: 'git').version}" }
                        }
                    }
                }
            }
            """, Result.SUCCESS);
        assertThat(Pipelines.log(run)).contains("version 1.1.0");
    }

    @Test
    void failsWithEveryProblemOfItsInput() throws Exception {
        WorkflowRun run = pipelines.fail(
                "node { semverTag flow: 'gitflow', hotfixBump: 'huge', sorces: ['git'], reserve: 'perhaps' }");
        assertThat(Pipelines.log(run))
                .contains("semverTag was refused for 4 problems", "'gitflow' is not one of git-flow, trunk")
                .contains("'huge' is not one of", "sources", "'perhaps' is not true or false");
    }

    @Test
    void failsWithASentenceWithoutWorkspace() throws Exception {
        assertThat(Pipelines.log(pipelines.fail("semverTag()")))
                .contains("semverTag needs the files of the service, and there is no workspace here.")
                .contains("Call it inside node { … }, after checkout scm.");
    }

    private WorkflowRun build(Node node, String name, String script, Result result) throws Exception {
        String url = git.create(name);
        try (RepositoryBuilder repository = RepositoryBuilder.init(directory.resolve("seed"))) {
            repository.commit("chore: begin", Map.of("a", "1")).tag("v1.0.0").push(url, ACCESS);
            repository.commit("feat: pay", Map.of("a", "2")).push(url, ACCESS);
        }
        WorkflowJob job = pipelines.job(name, script);
        RepositoryBuilder.cloneOf(url, pipelines.workspace(job, node), ACCESS).close();
        WorkflowRun run = jenkins.buildAndAssertStatus(result, job);
        Pipelines.told(run);
        Pipelines.assertNowhere(PASSWORD, run);
        return run;
    }
}
