package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The step {@code metricsWatch}; its parameters are those of
 * {@link io.jenkins.plugins.delivery.engine.gate.watch.MetricsWatchRequest}.
 */
public final class MetricsWatchStep extends DeliveryStep {

    @DataBoundSetter
    public String name;

    @DataBoundSetter
    public String env;

    @DataBoundSetter
    public String service;

    @DataBoundSetter
    public String version;

    @DataBoundSetter
    public String url;

    @DataBoundSetter
    public Map<String, Object> probe;

    @DataBoundSetter
    public String prometheus;

    @DataBoundSetter
    public String credentialsId;

    @DataBoundSetter
    public String region;

    @DataBoundSetter
    public String roleArn;

    @DataBoundSetter
    public String tenant;

    @DataBoundSetter
    public String tenantHeader;

    @DataBoundSetter
    public List<Map<String, Object>> metrics;

    @DataBoundSetter
    public String interval;

    @DataBoundSetter
    public Integer count;

    @DataBoundSetter
    public String duration;

    @DataBoundSetter
    public String initialDelay;

    @DataBoundSetter
    public String released;

    @DataBoundSetter
    public String onNoData;

    @DataBoundSetter
    public String grafana;

    @DataBoundSetter
    public String onFail;

    @DataBoundConstructor
    public MetricsWatchStep() {
        // Everything is optional.
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("metricsWatch")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("metricsWatch");
        }
    }
}
