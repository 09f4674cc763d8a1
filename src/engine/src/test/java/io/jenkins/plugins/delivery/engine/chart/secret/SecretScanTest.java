package io.jenkins.plugins.delivery.engine.chart.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretScanTest {

    /** Forty characters of a machine; cut into parts so that no scanner takes a test for a leak. */
    private static final String RANDOM = "Zk3vQ9" + "xT7pLw2" + "RbN8sYc4" + "Hd6GfJ1mKu5" + "EaW0Vt9q";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: hunter2",
                "db_password: hunter2",
                "dbPassword: hunter2",
                "DB_PASSWORD: hunter2",
                "pass: hunter2",
                "pass: my-hunter2",
                "pass: a-hunter2",
                "apiKey: hunter2",
                "api-key: hunter2",
                "secretKey: hunter2",
                "secret: hunter2",
                "clientSecret: my-hunter2-thing",
                "slackToken: hunter2",
                "auth: {token: hunter2}",
                "auth: {credentials: hunter2}",
                "passwd: 12345678",
                "secrets: [{password: hunter2}]",
                "tokens: [hunter2]",
                "env: [{name: DB_PASSWORD, value: hunter2}]",
                "env: {SLACK_TOKEN: hunter2}",
                "url: postgres://app:hunter2@db.example.org/payments",
                "dsn: Server=db;Database=shop;User Id=app;Password=hunter2;",
                "jdbc: jdbc:postgresql://db/shop?user=app&password=hunter2",
                "anything: AKIAIOSFODNN7EXAMPLE",
                "pem: |\n  -----BEGIN RSA PRIVATE KEY-----\n  MIIE\n  -----END RSA PRIVATE KEY-----",
                "header: 'Authorization: Basic YWRtaW46aHVudGVyMg=='",
                "users: 'admin:$apr1$hunter2$abcdefghijklmnopqrstu/'",
                "registry: {registry: r.example.org, username: ci, password: hunter2}",
                "application.yaml: |\n  spring:\n    datasource:\n      password: hunter2\n",
                "config: |\n  [database]\n  password = hunter2\n",
                "extraManifests:\n  - |\n    kind: Secret\n    stringData:\n      some: hunter2\n",
                "extraManifests:\n  - |\n    kind: Secret\n    {{ if .Values.x }}\n    password: hunter2\n",
            })
    void aSecretIsReportedWithoutItsValue(String yaml) {
        assertThat(clauses(yaml))
                .singleElement()
                .asString()
                .startsWith("values.yaml: ")
                .contains("****", "Secret", "External")
                .doesNotContain("hunter2", "12345678", "AKIAIOSFODNN7EXAMPLE", "MIIE", "aHVudGVyMg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: \"\"",
                "password:",
                "password: ~",
                "password: 'null'",
                "password: changeme",
                "password: CHANGE_ME!",
                "token: xxxxxxxx",
                "token: your-token-here",
                "password: my_private_password",
                "apiToken: YourApiToken",
                "apiKey: <YOUR KEY>",
                "apiKey: '00000000000000000000000000000000'",
                "password: ${DB_PASSWORD}",
                "password: '{{ .Values.global.password }}'",
                "password: '{{ .Release.Name }}-{{ .Values.suffix }}'",
                "password: <set by the operator>",
                "password: vault:secret/data/payments#password",
                "password: ref+vault://secret/payments#password",
                "password: doppler://payments/prod/DB_PASSWORD",
                "password: ENC[AES256_GCM,data:abc,type:str]",
                "passwordArn: arn:aws:secretsmanager:eu-west-1:123456789012:secret:db",
                "password: arn:aws:secretsmanager:eu-west-1:123456789012:secret:db",
                "password: /run/secrets/db",
                "token: GITHUB_TOKEN",
                "existingSecret: payments-db",
                "passwordSecret: {existingSecret: payments-db}",
                "secretName: payments-tls",
                "secret: payments-db",
                "credentials: aws-credentials",
                "extraEnvVarsSecret: payments",
                "passwordKey: password",
                "existingSecretPasswordKey: postgres-password",
                "auth: {existingSecret: payments-db, secretKey: password}",
                "auth: {secretName: payments, apiKey: key}",
                "tokenSecretKey: token",
                "secretKeys: {adminPassword: postgres-password, token: token}",
                "tokenTtl: 3600",
                "maxTokens: 4096",
                "tokens: 4096",
                "tokenReviewer: true",
                "automountServiceAccountToken: false",
                "mountToken: 'yes'",
                "publicKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl",
                "imagePullSecrets: [{name: registry}]",
                "imagePullSecrets: [registry]",
                "secrets: [payments-db, regcred]",
                "imagePullSecret: registry",
                "tls: {tlsSecret: payments-tls}",
                "env: [{name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: payments-db, key: password}}}]",
                "data: [{secretKey: password, remoteRef: {key: payments, property: password}}]",
                "url: postgres://db.example.org:5432/payments",
                "url: postgres://app@db.example.org/payments",
                "url: postgres://app:${PASSWORD}@db.example.org/payments",
                "url: postgres://app:changeme@db.example.org/payments",
                "tokenEndpoint: https://id.example.org/token",
                "token: https://id.example.org/token",
                "certificate: |\n  -----BEGIN CERTIFICATE-----\n  MIIE\n  -----END CERTIFICATE-----",
                "pem: |\n  -----BEGIN RSA PRIVATE" + " KEY-----\n  -----END RSA PRIVATE KEY-----",
                "pem: |\n  -----BEGIN RSA PRIVATE" + " KEY-----\n  ...\n  -----END RSA PRIVATE KEY-----",
                "image: {digest: 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'}",
                "image: {key: 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'}",
                "topologyKey: topology.kubernetes.io/zone",
                "auth: kubernetes.io/service-account-token-of-the-cluster",
                "keyboard: qwerty",
                "script: |\n  token = read_token(path)\n  PASSWORD=$(cat /run/secrets/db)\n  password: ${DB_PASSWORD}\n",
                "script: |\n  # password: hunter2\n",
                "extra: [{kind: ExternalSecret, spec: {data: [{secretKey: password}]}}]",
                "extra: [{kind: SealedSecret, spec: {encryptedData: {password: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq}}}]",
                "extra: [{kind: Secret, metadata: {name: a}, data: {}}]",
                "extra: [{kind: Secret, stringData: {password: '{{ .Values.x }}', url: '${URL}'}}]",
                "",
            })
    void aReferenceOrSomethingElseIsNot(String yaml) {
        assertThat(SecretScan.of("values.yaml", yaml)).isEmpty();
    }

    static Stream<Arguments> tokens() {
        String hex = "0123456789abcdef";
        return Stream.of(
                arguments("a GitHub token", "ghp" + "_" + RANDOM),
                arguments("a GitHub token", "github" + "_pat_" + RANDOM),
                arguments("a GitLab token", "glpat" + "-" + RANDOM),
                arguments("a Slack token", "xoxb" + "-123456789012-" + RANDOM),
                arguments(
                        "a webhook address, which is a secret by itself",
                        "https://hooks.slack.com" + "/services/T0123456/B0123456/" + RANDOM),
                arguments("a Stripe key", "sk" + "_live_" + RANDOM),
                arguments("a Google API key", "AIza" + RANDOM.substring(0, 35)),
                arguments("an Azure key", "AccountName=a;AccountKey" + "=" + RANDOM + RANDOM + "=="),
                arguments("a Vault token", "hvs" + "." + RANDOM),
                arguments("a Doppler token", "dp" + ".st.prd." + RANDOM),
                arguments("an npm token", "npm" + "_" + RANDOM.substring(0, 36)),
                arguments(
                        "a SendGrid key",
                        "SG" + "." + RANDOM.substring(0, 22) + "." + (RANDOM + RANDOM).substring(0, 43)),
                arguments("a JSON web token", "eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiJwYXltZW50cyJ9." + RANDOM),
                arguments("a header with a token", "Bearer " + RANDOM),
                arguments("a provider's token", "dop" + "_v1_" + hex.repeat(4)),
                arguments("a private key of age", "AGE-SECRET" + "-KEY-1" + "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"),
                arguments("a private key in Base64", base64("-----BEGIN " + "PRIVATE KEY-----\nMIIE\n")),
                arguments(
                        "the log-in of a registry",
                        base64("{\"auths\":{\"r.example.org\":{\"auth\":\"Y2k6aHVudGVyMg==\"}}}")),
                arguments(
                        "the log-in of a registry",
                        "{\"auths\": {\"r.example.org\": {\"auth\": \"Y2k6aHVudGVyMg==\"}}}"));
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void whatIsKnownByItsLookIsFoundUnderAnyName(String what, String token) {
        List<SecretFinding> findings = SecretScan.of("values.yaml", "anything: '" + token + "'\n");
        assertThat(findings).extracting(SecretFinding::what).containsExactly(what);
        assertThat(findings.get(0).clause() + findings.get(0)).doesNotContain(RANDOM.substring(4, 14), "Y2k6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sessionKey", "cookie", "hashSalt", "sas", "jwt", "webhookAuth", "licence.key"})
    void aRandomValueUnderASuspiciousNameIsOne(String name) {
        assertThat(SecretScan.of("values.yaml", name + ": " + RANDOM)).hasSize(1);
        assertThat(SecretScan.of("values.yaml", name + ": 9f86d081884c7d659a2feaa0c55ad015"))
                .hasSize(1);
        assertThat(SecretScan.of("values.yaml", name + ": 3f2504e0-4f89-11d3-9a0c-0305e82c3301"))
                .hasSize(1);
        assertThat(SecretScan.of("values.yaml", name + ": payments-session-of-the-shop"))
                .isEmpty();
        assertThat(SecretScan.of("values.yaml", name + ": 42")).isEmpty();
    }

    static Stream<Arguments> references() {
        return Stream.of(
                arguments(
                        "db: {host: h, user: app, password: hunter2}",
                        "db.password holds a plaintext secret",
                        "keep user and password together in one Secret and name that (db.existingSecret: <name>)"),
                arguments(
                        "- db_user: qa-user\n- db_password: qa-password",
                        "[1].db_password holds a plaintext secret",
                        "keep user and password together in one Secret"),
                arguments(
                        "env: [{name: DB_PASSWORD, value: hunter2}]",
                        "env[0].value holds a plaintext secret",
                        "replace 'value' by valueFrom: {secretKeyRef: {name: <name>, key: <key>}}"),
                arguments("env: {API_TOKEN: hunter2}", "env.API_TOKEN holds", "envFrom: [{secretRef: {name: <name>}}]"),
                arguments(
                        "queue: {url: 'amqp://app:hunter2@mq/shop'}",
                        "queue.url holds an address with a password",
                        "leave the password out of it, or name the Secret that has all of it (queue.existingSecret: <name>)"),
                arguments(
                        "imageCredentials: {registry: r, username: ci, password: hunter2}",
                        "imageCredentials.password holds",
                        "imagePullSecrets: [{name: <name>}]"),
                arguments(
                        "ingress: {tls: {key: '-----BEGIN PRIVATE KEY-----\n\n\n\n\nMIIE'}}",
                        "ingress.tls.key holds a private key",
                        "a Secret of type kubernetes.io/tls, as cert-manager makes it (ingress.tls.existingSecret: <name>)"),
                arguments(
                        "basicAuth: {login: a, password: hunter2}",
                        "basicAuth.password holds",
                        "name the Secret that has user and password (basicAuth.existingSecret: <name>)"),
                arguments(
                        "extraObjects: [{kind: Secret, data: {key: aHVudGVyMg==}}]",
                        "extraObjects[0].data.key holds a value of a Secret",
                        "let an ExternalSecret or DopplerSecret of the same name stand there"),
                arguments(
                        "files: {app.ini: \"[db]\\n\\npassword=hunter2\\n\"}",
                        "files.app.ini holds in line 3 the plaintext secret 'password'",
                        "let a variable stand there that the program takes from a Secret"),
                arguments("token: hunter2", "token holds", "name the Secret that has it (existingSecret: <name>)"));
    }

    @ParameterizedTest
    @MethodSource("references")
    void theReferenceFitsTheFormInWhichTheSecretStands(String yaml, String what, String reference) {
        assertThat(clauses(yaml)).singleElement().asString().contains("values.yaml: " + what, reference);
    }

    @Test
    void everySecretIsNamedInOrder() {
        assertThat(SecretScan.of("values-prod.yaml", "db:\n  user: app\n  password: a-b-c\ntoken: d-e-f\n"))
                .extracting(SecretFinding::file, SecretFinding::path)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("values-prod.yaml", "db.password"),
                        org.assertj.core.groups.Tuple.tuple("values-prod.yaml", "token"));
    }

    @Test
    void aValueThatContainsItselfEnds() {
        assertThat(SecretScan.of("values.yaml", "a: &a\n  token: abcdef\n  again: *a\n"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "=", "a=", "-a", "A ", "a;password", "{{", "x:", "/a", "-----BEGIN A ", "eyJa.", "://a:"})
    void aLongTextIsJudgedSoon(String part) {
        String value = part.repeat(400_000 / part.length());
        for (String text : List.of(value, "line\n" + value, value.replace(" ", "\n  "))) {
            String yaml = "token: |\n  " + text.replace("\n", "\n  ") + "\n";
            assertThat(SecretScan.of("values.yaml", yaml).size()).isLessThan(2);
        }
    }

    @Test
    void aFingerprintBelongsToAValueAtItsPlace() {
        String one = fingerprint("values.yaml", "token: hunter2");
        assertThat(one).matches("v1-[0-9a-f]{8}").isEqualTo(fingerprint("values.yaml", "token: hunter2"));
        assertThat(List.of(
                        fingerprint("values.yaml", "token: hunter3"),
                        fingerprint("values-dev.yaml", "token: hunter2"),
                        fingerprint("values.yaml", "a: {token: hunter2}")))
                .doesNotContain(one)
                .doesNotHaveDuplicates();
    }

    private static String fingerprint(String file, String yaml) {
        return SecretScan.of(file, yaml).get(0).fingerprint();
    }

    private static List<String> clauses(String yaml) {
        return SecretScan.of("values.yaml", yaml).stream()
                .map(SecretFinding::clause)
                .toList();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
