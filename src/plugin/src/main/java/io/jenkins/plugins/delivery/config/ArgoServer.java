package io.jenkins.plugins.delivery.config;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.delivery.engine.argo.http.ArgoConnection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** An Argo CD that environments refer to by name. */
public final class ArgoServer implements Describable<ArgoServer> {

    private final String name;
    private final String url;
    private String credentialsId;
    private String project;

    @DataBoundConstructor
    public ArgoServer(String name, String url) {
        this.name = Fields.trimmed(name);
        this.url = Fields.trimmed(url);
    }

    public String getName() {
        return name;
    }

    public String getUrl() {
        return url;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Fields.trimmed(credentialsId);
    }

    public String getProject() {
        return project;
    }

    @DataBoundSetter
    public void setProject(String project) {
        this.project = Fields.trimmed(project);
    }

    /** As the section {@code argo} of a delivery configuration. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        Fields.put(map, "url", url);
        Fields.put(map, "credentialsId", credentialsId);
        Fields.put(map, "project", project);
        return map;
    }

    /** Form of a server. */
    @Extension
    public static final class DescriptorImpl extends CredentialedDescriptor<ArgoServer> {

        @Override
        public String getDisplayName() {
            return "Argo CD server";
        }

        @RequirePOST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String name) {
            return FormAccess.check(item, () -> FormAccess.verdict(Fields.problemWithName(name)));
        }

        @RequirePOST
        public FormValidation doCheckUrl(@AncestorInPath Item item, @QueryParameter String url) {
            return FormAccess.check(item, () -> FormAccess.verdict(Fields.problemWithUrl(url, false)));
        }

        /** Asks the server for its version and for the user that the credentials belong to. */
        @RequirePOST
        public FormValidation doTestConnection(
                @AncestorInPath Item item, @QueryParameter String url, @QueryParameter String credentialsId) {
            FormAccess.checkConfigure(item);
            return ConnectionTest.run(
                    Fields.problemWithUrl(url, false),
                    () -> ArgoConnection.check(
                            url.trim(), ContextCredentials.in(item).of(credentialsId), ConnectionTest.ANSWER));
        }
    }
}
