package io.jenkins.plugins.delivery.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.testbed.git.SshKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSecretsTest {

    private static final String KEY = SshKey.ecdsa().text(null);

    @TempDir
    Path folder;

    @Test
    void aKeyIsNamedByItsFile() throws IOException {
        Path key = Files.writeString(folder.resolve("deploy_key"), KEY);
        Path file = Files.writeString(
                folder.resolve("c.properties"), "deploy=@" + key + "\ndeploy.passphrase=open sesame\n");
        Credential found = FileSecrets.of(file, Map.of()).find("deploy").orElseThrow();
        assertThat(found.privateKey()).isEqualTo(KEY);
        assertThat(found.passphrase()).contains("open sesame");
    }

    @Test
    void aKeyInTheEnvironmentIsItsFileOrItsText() throws IOException {
        Path key = Files.writeString(folder.resolve("deploy_key"), KEY);
        FileSecrets secrets = FileSecrets.of(
                null,
                Map.of(
                        "DELIVERY_CREDENTIALS_BY_PATH",
                        "@" + key,
                        "DELIVERY_CREDENTIALS_BY_TEXT",
                        KEY,
                        "DELIVERY_CREDENTIALS_BY_TEXT_PASSPHRASE",
                        "open sesame"));
        assertThat(secrets.find("by-path").orElseThrow().privateKey()).isEqualTo(KEY);
        assertThat(secrets.find("by-path").orElseThrow().passphrase()).isEmpty();
        assertThat(secrets.find("by-text").orElseThrow().privateKey()).isEqualTo(KEY);
        assertThat(secrets.find("by-text").orElseThrow().passphrase()).contains("open sesame");
    }

    @Test
    void aFileThatIsNoKeyIsItsText() throws IOException {
        Path config = Files.writeString(folder.resolve("config"), "apiVersion: v1\nkind: Config\n");
        Credential found = FileSecrets.of(null, Map.of("DELIVERY_CREDENTIALS_KUBE", "@" + config))
                .find("kube")
                .orElseThrow();
        assertThat(found.secret()).isEqualTo("apiVersion: v1\nkind: Config");
    }

    @Test
    void passwordsAndTokensStayWhatTheyAre() {
        FileSecrets secrets = FileSecrets.of(
                null, Map.of("DELIVERY_CREDENTIALS_LOGIN", "ada:a:b", "DELIVERY_CREDENTIALS_TOKEN", "t0ken"));
        assertThat(secrets.find("login").orElseThrow().username()).isEqualTo("ada");
        assertThat(secrets.find("login").orElseThrow().secret()).isEqualTo("a:b");
        assertThat(secrets.find("token").orElseThrow().kind()).isEqualTo(Credential.Kind.TOKEN);
        assertThat(secrets.find("nobody")).isEmpty();
    }

    @Test
    void aKeyFileThatIsNotThereIsASentence() {
        FileSecrets secrets =
                FileSecrets.of(null, Map.of("DELIVERY_CREDENTIALS_DEPLOY", "@" + folder.resolve("missing")));
        assertThatThrownBy(() -> secrets.find("deploy"))
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll("missing", "'deploy'", "cannot be read");
    }
}
