package io.jenkins.plugins.delivery.step;

import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** What the steps have in common that bring a version to an environment or take it away again, whoever deploys. */
public abstract class DeploymentStep extends DeliveryStep {

    public final String env;

    public final String service;

    @DataBoundSetter
    public String version;

    @DataBoundSetter
    public String branch;

    @DataBoundSetter
    public String credentialsId;

    @DataBoundSetter
    public String mode;

    @DataBoundSetter
    public String signingCredentialsId;

    @DataBoundSetter
    public String timeout;

    @DataBoundSetter
    public String stableFor;

    @DataBoundSetter
    public String rollback;

    @DataBoundSetter
    public Boolean quarantine;

    @DataBoundSetter
    public List<String> migrations;

    @DataBoundSetter
    public String source;

    @DataBoundSetter
    public String sourceCredentialsId;

    @DataBoundSetter
    public String run;

    @DataBoundSetter
    public String approver;

    @DataBoundSetter
    public String reason;

    DeploymentStep(String env, String service) {
        this.env = env;
        this.service = service;
    }
}
