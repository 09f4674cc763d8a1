package io.jenkins.plugins.delivery.engine.gate.zap;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import io.jenkins.plugins.delivery.engine.http.JsonHttp;
import java.time.Duration;
import java.util.Optional;

/** Tries out the address and the API key of a running ZAP, for a configuration page. */
public final class ZapConnection {

    private ZapConnection() {}

    /**
     * Asks for the version, which ZAP tells nobody without the key.
     *
     * @param limit for the request
     * @return a sentence for the person who asked
     * @throws io.jenkins.plugins.delivery.engine.DeliveryException with a sentence that repeats nothing of an unexpected answer
     */
    public static String check(String address, Optional<Credential> key, Duration limit) throws InterruptedException {
        String version;
        try {
            version = JsonHttp.discreet(HttpEndpoint.withKey("ZAP", address, ZapApi.KEY, key), limit)
                    .get("/JSON/core/view/version/")
                    .path("version")
                    .asText();
        } catch (NotFoundException e) {
            version = "";
        } catch (RetryableException e) {
            throw new RetryableException(
                    ZapApi.withHint(e), "", e, e.retryAfter().orElse(null));
        }
        if (!version.matches("[0-9A-Za-z.-]{1,60}")) {
            throw new TerminalException(
                    "What answers at " + address + " is not the API of ZAP.",
                    "Give the address that ZAP's own proxy listens on.");
        }
        return "ZAP " + version + " answers.";
    }
}
