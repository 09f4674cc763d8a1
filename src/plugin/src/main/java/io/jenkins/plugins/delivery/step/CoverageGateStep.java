package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code coverageGate}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.gate.coverage.CoverageGateRequest}. */
public final class CoverageGateStep extends DeliveryStep {

    @DataBoundSetter
    public String name;

    @DataBoundSetter
    public List<String> reports;

    @DataBoundSetter
    public String metric;

    @DataBoundSetter
    public String minimum;

    @DataBoundSetter
    public Boolean compare;

    @DataBoundSetter
    public String maxDrop;

    @DataBoundSetter
    public String target;

    @DataBoundSetter
    public Boolean publish;

    @DataBoundSetter
    public String remote;

    @DataBoundSetter
    public String credentialsId;

    @DataBoundSetter
    public String onFail;

    @DataBoundConstructor
    public CoverageGateStep() {
        // Everything is optional.
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("coverageGate")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("coverageGate");
        }
    }
}
