package io.jenkins.plugins.delivery.config;

import hudson.Extension;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.gate.quality.SonarConnection;
import java.time.Duration;
import java.util.Optional;
import org.kohsuke.stapler.DataBoundConstructor;

/** The SonarQube or SonarCloud that quality gates ask. */
public final class SonarServer extends DeliveryServer {

    @DataBoundConstructor
    public SonarServer(String url) {
        super(url);
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends KeyServerDescriptor {

        @Override
        public String getDisplayName() {
            return "SonarQube";
        }

        @Override
        protected String ask(String url, Optional<Credential> credential, Duration limit) throws InterruptedException {
            return SonarConnection.check(url, credential, limit);
        }
    }
}
