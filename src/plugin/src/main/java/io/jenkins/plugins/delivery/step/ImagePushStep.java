package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code imagePush}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.image.ImagePushRequest}. */
public final class ImagePushStep extends RegistryStep {

    public final String repository;

    @DataBoundSetter
    public String archive;

    @DataBoundSetter
    public String digest;

    @DataBoundSetter
    public String digestFile;

    @DataBoundSetter
    public String version;

    @DataBoundSetter
    public String commit;

    @DataBoundSetter
    public String tagWith;

    @DataBoundSetter
    public String tree;

    @DataBoundSetter
    public List<String> inputs;

    @DataBoundSetter
    public Boolean lookup;

    @DataBoundSetter
    public String retryFor;

    @DataBoundSetter
    public Boolean plainHttp;

    @DataBoundConstructor
    public ImagePushStep(String repository) {
        this.repository = repository;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("imagePush")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("imagePush");
        }
    }
}
