package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code e2eGate}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.gate.E2eGateRequest}. */
public final class E2eGateStep extends DeliveryStep {

    @DataBoundSetter
    public String name;

    @DataBoundSetter
    public String env;

    @DataBoundSetter
    public String url;

    @DataBoundSetter
    public String version;

    @DataBoundSetter
    public String versionPath;

    @DataBoundSetter
    public String ready;

    @DataBoundSetter
    public String readyTimeout;

    @DataBoundSetter
    public List<Map<String, Object>> checks;

    @DataBoundSetter
    public List<String> junit;

    @DataBoundSetter
    public Integer minTests;

    @DataBoundSetter
    public List<Map<String, Object>> suites;

    @DataBoundSetter
    public Integer attempt;

    @DataBoundSetter
    public Integer reruns;

    @DataBoundSetter
    public List<Map<String, Object>> before;

    @DataBoundSetter
    public String flaky;

    @DataBoundSetter
    public String timeout;

    @DataBoundSetter
    public String onFail;

    @DataBoundConstructor
    public E2eGateStep() {
        // Everything is optional.
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("e2eGate")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("e2eGate");
        }
    }
}
