package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code argoRollback}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.promotion.ArgoRollbackRequest}. */
public final class ArgoRollbackStep extends ArgoStep {

    @DataBoundSetter
    public String promotion;

    @DataBoundSetter
    public Boolean own;

    @DataBoundSetter
    public String to;

    @DataBoundSetter
    public Boolean check;

    @DataBoundSetter
    public String choice;

    @DataBoundSetter
    public Boolean aborted;

    @DataBoundConstructor
    public ArgoRollbackStep(String env, String service, String gitops) {
        super(env, service, gitops);
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("argoRollback")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("argoRollback");
        }
    }
}
