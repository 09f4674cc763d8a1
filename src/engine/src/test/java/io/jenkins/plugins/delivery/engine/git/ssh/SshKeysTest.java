package io.jenkins.plugins.delivery.engine.git.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.testbed.git.PgpKey;
import io.jenkins.plugins.delivery.testbed.git.SshKey;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class SshKeysTest {

    private static final SshKey KEY = SshKey.ecdsa();

    @Test
    void aProtectedKeyOpensWithItsPassphraseOnly() {
        String text = KEY.text("open sesame");
        assertThat(SshKeys.open(key(text, "open sesame")).getPublic())
                .isEqualTo(KEY.pair().getPublic());
        refused(text, null).hasMessageContaining("its passphrase is missing");
        refused(text, "open barley").hasMessageContaining("its passphrase is wrong");
    }

    @Test
    void otherFormatsAreNamed() {
        refused("PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n", null)
                .hasMessageContainingAll("format of PuTTY", "puttygen");
        refused(KEY.publicLine(), null).hasMessageContainingAll("public key", ".pub");
        refused(PgpKey.text("x"), null).hasMessageContaining("OpenPGP key");
    }

    @Test
    void aDamagedKeyIsASentenceWithoutItsText() {
        String text = KEY.text(null);
        refused(text.substring(0, text.length() / 2), null).hasMessageContaining("damaged");
        refused("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n", null)
                .hasMessageContaining("hold no SSH private key that can be read");
        refused("canary of a text", null).hasMessageNotContaining("canary");
    }

    private static Credential key(String text, String passphrase) {
        return Credential.privateKey("deploy", "git", text, passphrase);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(String text, String passphrase) {
        return assertThatThrownBy(() -> SshKeys.open(key(text, passphrase)))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("'deploy'")
                .hasNoCause();
    }
}
