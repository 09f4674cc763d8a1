package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The step {@code reviewCheck}; its parameters are those of
 * {@link io.jenkins.plugins.delivery.engine.forge.ReviewCheckRequest}.
 */
public final class ReviewCheckStep extends DeliveryStep {

    public final String source;

    @DataBoundSetter
    public String name;

    @DataBoundSetter
    public String commit;

    @DataBoundSetter
    public String since;

    @DataBoundSetter
    public String branch;

    @DataBoundSetter
    public String forge;

    @DataBoundSetter
    public String forgeUrl;

    @DataBoundSetter
    public String forgeProject;

    @DataBoundSetter
    public String forgeCredentialsId;

    @DataBoundSetter
    public String onFail;

    @DataBoundSetter
    public List<String> checks;

    @DataBoundSetter
    public Integer number;

    @DataBoundSetter
    public Integer approvals;

    @DataBoundSetter
    public Boolean requireReview;

    @DataBoundSetter
    public Boolean stale;

    @DataBoundSetter
    public Boolean protection;

    @DataBoundSetter
    public Boolean bypass;

    @DataBoundConstructor
    public ReviewCheckStep(String source) {
        this.source = source;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("reviewCheck")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("reviewCheck");
        }
    }
}
