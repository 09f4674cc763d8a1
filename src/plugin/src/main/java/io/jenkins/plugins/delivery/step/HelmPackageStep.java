package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code helmPackage}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.chart.HelmPackageRequest}. */
public final class HelmPackageStep extends RegistryStep {

    public final String chart;

    public final String version;

    @DataBoundSetter
    public String appVersion;

    @DataBoundSetter
    public String imageRepository;

    @DataBoundSetter
    public String imageTag;

    @DataBoundSetter
    public String imageDigest;

    @DataBoundSetter
    public Map<String, Object> set;

    @DataBoundSetter
    public List<String> valuesFiles;

    @DataBoundSetter
    public List<String> alike;

    @DataBoundSetter
    public String kubeVersion;

    @DataBoundSetter
    public Boolean lint;

    @DataBoundSetter
    public Boolean strict;

    @DataBoundSetter
    public String oci;

    @DataBoundSetter
    public Boolean push;

    @DataBoundSetter
    public Boolean hold;

    @DataBoundSetter
    public Boolean forbidSecrets;

    @DataBoundSetter
    public String secretsAllowList;

    @DataBoundSetter
    public String helm;

    @DataBoundSetter
    public String candidate;

    @DataBoundSetter
    public Boolean plainHttp;

    @DataBoundSetter
    public String destination;

    @DataBoundConstructor
    public HelmPackageStep(String chart, String version) {
        this.chart = chart;
        this.version = version;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("helmPackage")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("helmPackage");
        }
    }
}
