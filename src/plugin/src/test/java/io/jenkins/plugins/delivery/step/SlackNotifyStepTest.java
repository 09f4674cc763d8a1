package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.testbed.slack.SlackServer;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class SlackNotifyStepTest {

    private static final String TOKEN = "xoxb-canary-4711";

    private static Pipelines pipelines;
    private static SlackServer slack;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        pipelines = new Pipelines(rule).token("slack", TOKEN).token("other", "xoxb-not-the-token");
        slack = SlackServer.start(TOKEN, "#payments");
    }

    @AfterAll
    static void stop() {
        slack.close();
    }

    @Test
    void smokes() throws Exception {
        WorkflowRun run = pipelines.succeed("""
            def m = slackNotify channel: '#payments', event: 'started', service: 'payments', version: '1.4.0',
                    fields: [commit: 'abc'], endpoint: '%1$s'
            def e = slackNotify channel: m.channel, ts: m.ts, event: 'passed', service: 'payments', endpoint: '%1$s'
            echo "delivered: ${e.delivered}"
            """.formatted(slack.api()));
        assertThat(Pipelines.log(run)).contains("delivered: true");
        assertThat(slack.messages("#payments"))
                .anySatisfy(post -> assertThat(post.edits()).isEqualTo(1));
        Pipelines.assertNowhere(TOKEN, run);
    }

    @Test
    void neverFailsTheBuildAndMasksTheToken() throws Exception {
        WorkflowRun run = pipelines.succeed("""
            def m = slackNotify channel: '#payments', text: 'hello', credentialsId: 'other', endpoint: '%s'
            echo "delivered: ${m.delivered}, ${m.problem}"
            """.formatted(slack.api()));
        assertThat(Pipelines.log(Pipelines.told(run))).contains("delivered: false");
        Pipelines.assertNowhere("xoxb-not-the-token", run);
    }

    @Test
    void declarative() throws Exception {
        pipelines.succeed("""
            pipeline {
                agent none
                stages {
                    stage('Tell') {
                        steps {
                            slackNotify channel: '#payments', text: 'declared', fields: [commit: 'abc'], endpoint: '%s'
                        }
                    }
                }
            }
            """.formatted(slack.api()));
        assertThat(slack.messages("#payments")).anyMatch(post -> post.text().contains("declared"));
    }

    @Test
    void theChannelAloneNeedsNoName() throws Exception {
        WorkflowRun run = pipelines.fail("slackNotify '#payments'");
        assertThat(Pipelines.log(run)).contains("text is required for event info");
    }

    @Test
    void failsWithEveryProblemOfItsInput() throws Exception {
        WorkflowRun run = pipelines.fail("slackNotify event: 'finished', chanel: '#payments', fields: 'none'");
        assertThat(Pipelines.log(run))
                .contains("slackNotify was refused for 4 problems")
                .contains(
                        "chanel", "did you mean", "channel is required", "'finished' is not one of", "expected a map");
    }

    @Test
    void failsWithASentenceForAValueThatIsNoValue() throws Exception {
        assertThat(Pipelines.log(pipelines.fail("slackNotify channel: '#payments', text: { 'closure' }")))
                .contains("slackNotify: a value is a")
                .contains("only texts, numbers, true and false, lists and maps can be used here");
    }
}
