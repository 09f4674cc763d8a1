package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code promotionTurn}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.turn.PromotionTurnRequest}. */
public final class PromotionTurnStep extends DeliveryStep {

    public final String env;

    public final String service;

    @DataBoundSetter
    public String version;

    @DataBoundSetter
    public String commit;

    @DataBoundSetter
    public Boolean release;

    @DataBoundSetter
    public List<Object> freeze;

    @DataBoundSetter
    public String zone;

    @DataBoundSetter
    public String onFreeze;

    @DataBoundSetter
    public String override;

    @DataBoundSetter
    public String overrideBy;

    @DataBoundSetter
    public String soak;

    @DataBoundSetter
    public String after;

    @DataBoundSetter
    public String gitops;

    @DataBoundSetter
    public String branch;

    @DataBoundSetter
    public String credentialsId;

    @DataBoundSetter
    public String source;

    @DataBoundSetter
    public String sourceCredentialsId;

    @DataBoundSetter
    public String timeout;

    @DataBoundSetter
    public String run;

    @DataBoundConstructor
    public PromotionTurnStep(String env, String service) {
        this.env = env;
        this.service = service;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("promotionTurn")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("promotionTurn");
        }
    }
}
