package io.jenkins.plugins.delivery.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.runner.Tools;
import io.jenkins.plugins.delivery.testbed.service.Behaviour;
import io.jenkins.plugins.delivery.testbed.service.SampleService;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** B22 with the real newman: a Postman collection against an environment, judged by e2eGate from newman's own report. */
@Tag("tools")
class NewmanGateTest {

    private static final String COLLECTION = """
            {
              "info": {"name": "payments", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
              "item": [{
                "name": "the version is told",
                "request": {"method": "GET", "url": "{{base}}/version"},
                "event": [{"listen": "test", "script": {"exec": [
                  "pm.test('status is 200', () => pm.response.to.have.status(200));",
                  "pm.test('version is 1.4.0', () => pm.expect(pm.response.json().version).to.eql('1.4.0'));"
                ]}}]
              }]
            }
            """;

    private static final String JENKINSFILE = """
            node {
                writeFile file: 'payments.postman_collection.json', text: '''%s'''
                sh returnStatus: true, script: 'newman run payments.postman_collection.json --env-var base=%s -r junit --reporter-junit-export newman.xml'
                def gate = e2eGate(env: 'dev', url: '%s', ready: '/health', readyTimeout: '3s', junit: ['newman.xml'])
                echo "verdict ${gate.verdict} of ${gate.tests.total}"
            }
            """;

    /** What a team writes that wants failed requests to run once more, with the steps alone. */
    private static final String WITH_RERUN = """
            node {
                writeFile file: 'payments.postman_collection.json', text: '''%s'''
                def gate = [rerun: [:]]
                for (int attempt = 1; attempt == 1 || gate.rerun; attempt++) {
                    withEnv(["DELIVERY_RERUN=${(gate.rerun.api ?: []).join('\\n')}"]) {
                        sh returnStatus: true, script: '''
                            set --
                            [ -z "$DELIVERY_RERUN" ] || set -- --folder "$DELIVERY_RERUN"
                            newman run payments.postman_collection.json "$@" --env-var base=%s -r json --reporter-json-export newman.json
                        '''
                    }
                    gate = e2eGate(env: 'dev', url: '%s', ready: '/metrics', attempt: attempt, before: attempt > 1 ? [gate] : [],
                        suites: [[name: 'api', kind: 'newman', report: 'newman.json']])
                    echo "attempt ${attempt}: ${gate.verdict}"
                }
                echo "flaky: ${gate.flaky.collect { it.test }}"
            }
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void newman() {
        Tools.need("newman");
    }

    private Cli.Result run(String url) {
        return Cli.in(folder).run(JENKINSFILE.formatted(COLLECTION, url, url));
    }

    @Test
    void aPassingCollectionPassesTheGate() {
        try (SampleService service = SampleService.start("payments", "dev")) {
            service.deploy("1.4.0");
            Cli.Result outcome = run(service.url().toString());
            assertThat(outcome.exitCode()).as(outcome.all()).isZero();
            assertThat(outcome.all()).contains("verdict passed of 2");
        }
    }

    @Test
    void aFailingAssertionFailsTheGateByItsName() {
        try (SampleService service = SampleService.start("payments", "dev")) {
            service.deploy("1.4.0");
            service.behave(Behaviour.WRONG);
            Cli.Result outcome = run(service.url().toString());
            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.all()).contains("version is 1.4.0");
        }
    }

    @Test
    void aRequestThatFailsOnceRunsAgainAndIsFlaky() {
        try (SampleService service = SampleService.start("payments", "dev")) {
            service.deploy("1.4.0");
            service.behave(Behaviour.FLAKY);
            Cli.Result outcome = Cli.in(folder).run(WITH_RERUN.formatted(COLLECTION, service.url(), service.url()));
            assertThat(outcome.exitCode()).as(outcome.all()).isZero();
            assertThat(outcome.all())
                    .contains(
                            "attempt 1: undecided", "attempt 2: passed", "flaky: [the version is told: status is 200");
            assertThat(service.requests("GET", "/version")).hasSize(2);
        }
    }

    @Test
    void anEnvironmentThatDoesNotAnswerIsNoTestFailure() {
        String url;
        try (SampleService service = SampleService.start("payments", "dev")) {
            url = service.url().toString();
        }
        Cli.Result outcome = run(url);
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.all()).contains("dev").doesNotContain("tests failed");
    }
}
