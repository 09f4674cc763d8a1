package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code argoPromote}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.promotion.ArgoPromoteRequest}. */
public final class ArgoPromoteStep extends ArgoStep {

    @DataBoundSetter
    public String digest;

    @DataBoundSetter
    public String chartVersion;

    @DataBoundSetter
    public String chartContent;

    @DataBoundSetter
    public String commit;

    @DataBoundSetter
    public String file;

    @DataBoundSetter
    public Map<String, Object> set;

    @DataBoundSetter
    public String layout;

    @DataBoundSetter
    public String image;

    @DataBoundSetter
    public String after;

    @DataBoundSetter
    public Boolean sameDigest;

    @DataBoundSetter
    public String restore;

    @DataBoundSetter
    public String evidence;

    @DataBoundSetter
    public String scan;

    @DataBoundSetter
    public String override;

    @DataBoundConstructor
    public ArgoPromoteStep(String env, String service, String gitops) {
        super(env, service, gitops);
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("argoPromote")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("argoPromote");
        }
    }
}
