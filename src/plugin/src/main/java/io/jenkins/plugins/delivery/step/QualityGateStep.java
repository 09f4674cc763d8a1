package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code qualityGate}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.gate.quality.QualityGateRequest}. */
public final class QualityGateStep extends DeliveryStep {

    @DataBoundSetter
    public String name;

    @DataBoundSetter
    public List<String> report;

    @DataBoundSetter
    public Boolean locate;

    @DataBoundSetter
    public Map<String, Object> receipt;

    public final String server;

    @DataBoundSetter
    public String credentialsId;

    @DataBoundSetter
    public List<String> trend;

    @DataBoundSetter
    public String timeout;

    @DataBoundSetter
    public String onFail;

    @DataBoundConstructor
    public QualityGateStep(String server) {
        this.server = server;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("qualityGate")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("qualityGate");
        }
    }
}
