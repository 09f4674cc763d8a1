package io.jenkins.plugins.delivery.engine.gate.zap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.testbed.zap.ZapServer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ZapConnectionTest {

    private final ZapServer zap = ZapServer.start("right");

    @AfterEach
    void stop() {
        zap.close();
    }

    private String check(String key) throws InterruptedException {
        return ZapConnection.check(
                zap.url().toString(), Optional.of(Credential.token("zap", key)), Duration.ofSeconds(5));
    }

    @Test
    void theKeyIsTriedOut() throws InterruptedException {
        assertThat(check("right")).isEqualTo("ZAP 2.17.0 answers.");
        assertThatThrownBy(() -> check("hunter2"))
                .hasMessageContaining("hangs up like this when the API key is wrong")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aZapThatHangsUpAndAnotherServerAreTold() {
        zap.failNext(1, 200, "{\"version\": \"<b>x</b>\"}", Map.of());
        assertThatThrownBy(() -> check("right"))
                .hasMessageContaining("is not the API of ZAP.")
                .hasMessageNotContaining("<b>");
        zap.stop();
        assertThatThrownBy(() -> check("right"))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("hangs up like this when the API key is wrong");
    }
}
