package io.jenkins.plugins.delivery.config;

import hudson.Extension;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.gate.zap.ZapConnection;
import java.time.Duration;
import java.util.Optional;
import org.kohsuke.stapler.DataBoundConstructor;

/** The running ZAP that scans environments. */
public final class ZapServer extends DeliveryServer {

    @DataBoundConstructor
    public ZapServer(String url) {
        super(url);
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends KeyServerDescriptor {

        @Override
        public String getDisplayName() {
            return "OWASP ZAP";
        }

        @Override
        protected String ask(String url, Optional<Credential> credential, Duration limit) throws InterruptedException {
            return ZapConnection.check(url, credential, limit);
        }
    }
}
