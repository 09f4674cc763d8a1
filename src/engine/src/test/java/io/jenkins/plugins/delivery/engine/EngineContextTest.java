package io.jenkins.plugins.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineContextTest {

    private static final String SECRET = "s3cret" + "+canary/4711";

    private final RecordedRun run = new RecordedRun(Path.of("work"))
            .with(Credential.usernamePassword("git", "ci", SECRET))
            .with(Credential.token("longer", SECRET + "-and-more"))
            .with(Credential.token("short", "abc"));

    @Test
    void everySecretHandedOutIsRemovedFromTheLogInEveryForm() {
        EngineContext context = run.context();
        context.credential("git");
        String plain = Base64.getEncoder().encodeToString(SECRET.getBytes());
        String pair = Base64.getEncoder().encodeToString(("ci:" + SECRET).getBytes());
        context.log().info("plain " + SECRET + " base64 " + plain);
        context.log().warn("Authorization: Basic " + pair);
        context.log().progress("https://x/?token=" + "s3cret%2Bcanary%2F4711");
        assertThat(run.infos()).containsExactly("plain **** base64 ****");
        assertThat(run.warnings()).containsExactly("Authorization: Basic ****");
        assertThat(run.progress()).containsExactly("https://x/?token=****");
    }

    @Test
    void aSecretThatContainsAnotherIsRemovedWhole() {
        EngineContext context = run.context();
        context.credential("git");
        context.credential("longer");
        assertThat(context.redactor().redact(SECRET + "-and-more")).isEqualTo("****");
    }

    @Test
    void aSecretOfAFewLettersDoesNotShredTheLog() {
        EngineContext context = run.context();
        context.credential("short");
        assertThat(context.redactor().redact("the alphabet begins with abc")).isEqualTo("the alphabet begins with abc");
        assertThat(context.redactor().redact(null)).isNull();
    }

    @Test
    void aChangedCopyKnowsTheSameSecrets() {
        EngineContext context = run.context();
        context.credential("git");
        EngineContext copy = context.toBuilder()
                .dryRun(true)
                .environment(Map.of("BRANCH_NAME", "main"))
                .build();
        copy.log().info(SECRET);
        assertThat(run.infos()).containsExactly("****");
        assertThat(copy.dryRun()).isTrue();
        assertThat(copy.environment()).containsEntry("BRANCH_NAME", "main");
        assertThat(context.dryRun()).isFalse();
    }

    @Test
    void anUnknownCredentialIsASentence() {
        assertThatThrownBy(() -> run.context().credential("nobody"))
                .isInstanceOf(TerminalException.class)
                .hasMessage(
                        "No credentials with the id 'nobody' are visible to this run. Create them, or correct the credentialsId.");
    }

    @Test
    void aCredentialNeverPrintsItsSecret() {
        assertThat(Credential.usernamePassword("git", "ci", SECRET)).hasToString("credential 'git'");
        assertThat(Credential.token("t", SECRET)).hasToString("credential 't'");
    }

    @Test
    void aPrivateKeyIsRemovedFromTheLogLineByLineWithItsPassphrase() {
        String body = "c2VjcmV0LWxpbmUtb25l\nc2VjcmV0LWxpbmUtdHdv";
        Credential key = Credential.privateKey(
                "key",
                "git",
                "-----BEGIN PRIVATE" + " KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n",
                "open sesame");
        EngineContext context = run.with(key).context();
        context.credential("key");
        context.log().info("one c2VjcmV0LWxpbmUtb25l two c2VjcmV0LWxpbmUtdHdv phrase open sesame");
        assertThat(run.infos()).containsExactly("one **** two **** phrase ****");
        assertThat(key).hasToString("credential 'key'");
    }

    @Test
    void aKeyIsNoPasswordAndAPasswordNoKey() {
        Credential key = Credential.ofText("key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----");
        assertThat(key.kind()).isEqualTo(Credential.Kind.PRIVATE_KEY);
        assertThatThrownBy(key::secret)
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("'key' are a private key, where a password or token is needed");
        assertThatThrownBy(Credential.ofText("t", " t0ken\n")::privateKey)
                .hasMessageContaining("'t' are a token, where a private key is needed");
    }

    @Test
    void whatIsKeptWithTheRunHoldsNoSecret() {
        Map<String, String> kept = new LinkedHashMap<>();
        EngineContext context = run.context().toBuilder().attachments(kept::put).build();
        context.credential("git");
        context.attach("delivery/scan.json", "{\"said\": \"" + SECRET + "\"}");
        context.toBuilder().dryRun(true).build().attach("delivery/dry.json", "{}");
        assertThat(kept).containsExactly(Map.entry("delivery/scan.json", "{\"said\": \"****\"}"));
    }

    @Test
    void anAttachmentThatCannotBeKeptIsAnErrorAndAPathThatLeadsOutIsRefused() {
        EngineContext full = run.context().toBuilder()
                .attachments((name, text) -> {
                    throw new IOException("no space left");
                })
                .build();
        assertThatThrownBy(() -> full.attach("scan.json", "{}"))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("scan.json cannot be kept with the run (no space left).");
        for (String name : List.of("../scan.json", "/scan.json", "a//b", "a/../b", "")) {
            assertThatThrownBy(() -> full.attach(name, "{}")).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
