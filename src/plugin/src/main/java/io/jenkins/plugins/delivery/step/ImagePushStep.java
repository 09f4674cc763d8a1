package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code imagePush}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.image.ImagePushRequest}. */
public final class ImagePushStep extends DeliveryStep {

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
    public String credentialsId;

    @DataBoundSetter
    public Boolean plainHttp;

    @DataBoundSetter
    public String region;

    @DataBoundSetter
    public String registryId;

    @DataBoundSetter
    public String roleArn;

    @DataBoundSetter
    public String endpoint;

    @DataBoundSetter
    public Boolean createRepository;

    @DataBoundSetter
    public Map<String, Object> repositorySettings;

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
