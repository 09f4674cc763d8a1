package io.jenkins.plugins.delivery.step;

import java.util.Map;
import org.kohsuke.stapler.DataBoundSetter;

/** What the steps have in common that write to a registry, which may be one of Amazon ECR. */
public abstract class RegistryStep extends DeliveryStep {

    @DataBoundSetter
    public String credentialsId;

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
}
