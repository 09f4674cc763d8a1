package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code zapScan}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.gate.zap.ZapScanRequest}. */
public final class ZapScanStep extends DeliveryStep {

    public final String url;
    public final String zap;

    @DataBoundSetter
    public String name;

    @DataBoundSetter
    public String env;

    @DataBoundSetter
    public String credentialsId;

    @DataBoundSetter
    public String mode;

    @DataBoundSetter
    public String context;

    @DataBoundSetter
    public String policy;

    @DataBoundSetter
    public String spiderFor;

    @DataBoundSetter
    public Integer minUrls;

    @DataBoundSetter
    public String failOn;

    @DataBoundSetter
    public String confidence;

    @DataBoundSetter
    public String allowList;

    @DataBoundSetter
    public String timeout;

    @DataBoundSetter
    public String onFail;

    @DataBoundConstructor
    public ZapScanStep(String url, String zap) {
        this.url = url;
        this.zap = zap;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("zapScan")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("zapScan");
        }
    }
}
