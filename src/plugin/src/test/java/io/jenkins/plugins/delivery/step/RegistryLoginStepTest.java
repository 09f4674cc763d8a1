package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.slaves.DumbSlave;
import io.jenkins.plugins.delivery.testbed.ecr.EcrRegistry;
import io.jenkins.plugins.delivery.testbed.oci.OciRegistry;
import java.time.Clock;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Log-ins for build bodies that push by themselves: where they are made, and that nothing of them comes into the build. */
@WithJenkins
class RegistryLoginStepTest {

    private static final String PASSWORD = "s3cret-of-the-registry";
    private static final String KEY = "s3cret/access+key";

    private static Pipelines pipelines;
    private static OciRegistry registry;
    private static EcrRegistry ecr;
    private static String agent;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        registry = OciRegistry.start("ci", PASSWORD);
        registry.pushImage("shop/payments", "1.4.0", Map.of("made-by", "test"));
        ecr = EcrRegistry.start(registry, Clock.systemUTC());
        ecr.api().requireAccessKey("AKIDEXAMPLE");
        pipelines = new Pipelines(rule).login("registry", "ci", PASSWORD).login("aws", "AKIDEXAMPLE", KEY);
        DumbSlave slave = rule.createOnlineSlave();
        agent = slave.getNodeName();
    }

    @AfterAll
    static void stop() {
        ecr.close();
        registry.close();
    }

    /** What a tool of the build body does with the log-in, by the means that every agent has. */
    private static String pulls(String host, String login) {
        return """
            node('%s') {
                def l = registryLogin registry: '%s', %s
                withEnv(["DOCKER_CONFIG=${l.configDirectory}"]) {
                    sh '''set +x
                        case "$DOCKER_CONFIG" in "$WORKSPACE"|"$WORKSPACE"/*) echo inside; exit 1;; esac
                        auth=$(tr -d ' \\n' < "$DOCKER_CONFIG/config.json" | sed 's/.*"auth":"//; s/".*//')
                        printf 'header = "Authorization: Basic %%s"' "$auth" > "$DOCKER_CONFIG/curl"
                        curl -fsS -o /dev/null -K "$DOCKER_CONFIG/curl" http://%s/v2/shop/payments/tags/list && echo pulled'''
                }
                def gone = registryLogin registry: '%s', logout: true
                echo "logged in: ${l.loggedIn}, then ${gone.loggedIn}, expires: ${l.expires}"
                sh "test ! -e '${l.configFile}'"
            }
            """.formatted(agent, host, login, host, host);
    }

    @Test
    void smokes() throws Exception {
        WorkflowRun run = pipelines.succeed(pulls(registry.address(), "credentialsId: 'registry'"));
        assertThat(Pipelines.log(run)).contains("pulled", "logged in: true, then false, expires: null");
        Pipelines.assertNowhere(PASSWORD, run);
        Pipelines.assertNowhere("ci:" + PASSWORD, run);
    }

    @Test
    void masksToken() throws Exception {
        String aws = "region: 'eu-central-1', endpoint: '" + ecr.api().url() + "', credentialsId: 'aws'";
        WorkflowRun run = pipelines.succeed(pulls(ecr.address(), aws));
        assertThat(Pipelines.log(run)).contains("pulled", "logged in: true, then false, expires: 20");
        assertThat(ecr.logins().passwords()).isNotEmpty();
        Pipelines.assertNowhere(KEY, run);
        for (String token : ecr.logins().passwords()) {
            Pipelines.assertNowhere(token, run);
            Pipelines.assertNowhere("AWS:" + token, run);
        }
    }

    @Test
    void failsWithASentenceWhereThereIsNoWorkspaceOrNoCredential() throws Exception {
        assertThat(Pipelines.log(pipelines.fail(
                        "registryLogin registry: '" + registry.address() + "', credentialsId: 'registry'")))
                .contains("there is no workspace here");
        assertThat(Pipelines.log(pipelines.fail("node('" + agent + "') { registryLogin registry: '" + registry.address()
                        + "', credentialsId: 'none' }")))
                .contains("No credentials with the id 'none'");
    }

    @Test
    void failsWithEveryProblemOfItsInput() throws Exception {
        assertThat(Pipelines.log(pipelines.fail("registryLogin registry: 'registry:5000', createRepository: true")))
                .contains("registryLogin was refused for", "createRepository needs the repository", "credentialsId");
    }
}
