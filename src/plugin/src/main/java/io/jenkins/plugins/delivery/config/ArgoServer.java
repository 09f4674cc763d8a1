package io.jenkins.plugins.delivery.config;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.argo.http.ArgoConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** An Argo CD that environments refer to by name. */
public final class ArgoServer extends DeliveryServer {

    private final String name;
    private String project;

    @DataBoundConstructor
    public ArgoServer(String name, String url) {
        super(url);
        this.name = Fields.trimmed(name);
    }

    public String getName() {
        return name;
    }

    public String getProject() {
        return project;
    }

    @DataBoundSetter
    public void setProject(String project) {
        this.project = Fields.trimmed(project);
    }

    /** As the section {@code argo} of a delivery configuration. */
    @Override
    Map<String, Object> toMap() {
        Map<String, Object> map = super.toMap();
        Fields.put(map, "project", project);
        return map;
    }

    /** Form of a server. */
    @Extension
    public static final class DescriptorImpl extends KeyServerDescriptor {

        @Override
        public String getDisplayName() {
            return "Argo CD server";
        }

        @RequirePOST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String name) {
            return FormAccess.check(item, () -> FormAccess.verdict(Fields.problemWithName(name)));
        }

        /** The version of the server, and the user that the credentials belong to. */
        @Override
        protected String ask(String url, Optional<Credential> credential, Duration limit) throws InterruptedException {
            return ArgoConnection.check(url, credential, limit);
        }
    }
}
