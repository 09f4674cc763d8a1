package io.jenkins.plugins.delivery.engine.git.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.git.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys as ssh-keygen and openssl write them. */
@Tag("tools")
class SshKeysByToolsTest {

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({"ed25519, RFC4716", "rsa, RFC4716", "rsa, PEM", "ecdsa, PEM", "rsa, PKCS8", "ecdsa, PKCS8"})
    void whatSshKeygenWrites(String type, String format) throws Exception {
        Tool.need("ssh-keygen");
        for (String passphrase : new String[] {"", "open sesame"}) {
            Path key = home.resolve("key" + passphrase.length());
            Tool.run(home, "ssh-keygen", "-q", "-t", type, "-m", format, "-N", passphrase, "-f", key.toString());
            Credential credential = Credential.privateKey("key", null, Files.readString(key), passphrase);
            assertThat(PublicKeyEntry.toString(SshKeys.open(credential).getPublic()))
                    .as(passphrase)
                    .isEqualTo(Files.readString(Path.of(key + ".pub")).replaceFirst(" [^ ]*$", ""));
        }
    }
}
