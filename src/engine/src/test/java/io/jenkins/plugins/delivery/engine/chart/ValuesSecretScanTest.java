package io.jenkins.plugins.delivery.engine.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesSecretScanTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: hunter2",
                "db_password: hunter2",
                "dbPassword: hunter2",
                "DB_PASSWORD: hunter2",
                "apiKey: hunter2",
                "api-key: hunter2",
                "secretKey: hunter2",
                "clientSecret: hunter2",
                "slackToken: hunter2",
                "auth: {token: hunter2}",
                "passwd: 12345678",
                "secrets: [{password: hunter2}]",
                "env: [{name: DB_PASSWORD, value: hunter2}]",
                "env: {SLACK_TOKEN: hunter2}",
                "url: postgres://app:hunter2@db.example.org/payments",
                "anything: AKIAIOSFODNN7EXAMPLE",
                "pem: |\n  -----BEGIN RSA PRIVATE KEY-----\n  MIIE\n  -----END RSA PRIVATE KEY-----",
            })
    void aSecretIsReportedWithoutItsValue(String yaml) {
        assertThat(ValuesSecretScan.problems("values.yaml", yaml))
                .singleElement()
                .asString()
                .startsWith("values.yaml: ")
                .contains("****", "existingSecret")
                .doesNotContain("hunter2", "12345678", "AKIAIOSFODNN7EXAMPLE", "MIIE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: \"\"",
                "password:",
                "password: ${DB_PASSWORD}",
                "password: '{{ .Values.global.password }}'",
                "password: <set by the operator>",
                "password: vault:secret/data/payments#password",
                "password: ref+vault://secret/payments#password",
                "existingSecret: payments-db",
                "passwordSecret: {existingSecret: payments-db}",
                "secretName: payments-tls",
                "passwordKey: password",
                "tokenTtl: 3600",
                "automountServiceAccountToken: false",
                "imagePullSecrets: [{name: registry}]",
                "imagePullSecret: registry",
                "tls: {tlsSecret: payments-tls}",
                "env: [{name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: payments-db, key: password}}}]",
                "url: postgres://db.example.org:5432/payments",
                "url: postgres://app:${PASSWORD}@db.example.org/payments",
                "keyboard: qwerty",
                "",
            })
    void aReferenceOrSomethingElseIsNot(String yaml) {
        assertThat(ValuesSecretScan.problems("values.yaml", yaml)).isEmpty();
    }

    @Test
    void everySecretIsNamedWithItsPathAndWhatShouldStandThere() {
        assertThat(ValuesSecretScan.problems("values-prod.yaml", "db:\n  user: app\n  password: a-b-c\ntoken: d-e-f\n"))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("values-prod.yaml: db.password holds a plaintext secret")
                        .endsWith("(db.existingSecret: <name>)"))
                .anySatisfy(problem -> assertThat(problem).startsWith("values-prod.yaml: token holds"));
    }

    @Test
    void aValueThatContainsItselfEnds() {
        List<String> problems = ValuesSecretScan.problems("values.yaml", "a: &a\n  token: abcdef\n  again: *a\n");
        assertThat(problems).isNotEmpty();
    }
}
