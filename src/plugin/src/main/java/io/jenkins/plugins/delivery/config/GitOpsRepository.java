package io.jenkins.plugins.delivery.config;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.delivery.engine.Defaults;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsAddress;
import io.jenkins.plugins.delivery.engine.promotion.jgit.GitConnection;
import io.jenkins.plugins.delivery.run.JenkinsSsh;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The repository that says what runs where. */
public final class GitOpsRepository implements Describable<GitOpsRepository> {

    private final String url;
    private String branch;
    private String credentialsId;
    private String file;

    @DataBoundConstructor
    public GitOpsRepository(String url) {
        this.url = Fields.trimmed(url);
    }

    public String getUrl() {
        return url;
    }

    public String getBranch() {
        return branch;
    }

    @DataBoundSetter
    public void setBranch(String branch) {
        this.branch = Fields.trimmed(branch);
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Fields.trimmed(credentialsId);
    }

    public String getFile() {
        return file;
    }

    @DataBoundSetter
    public void setFile(String file) {
        this.file = Fields.trimmed(file);
    }

    /** As the section {@code gitops} of a delivery configuration. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        Fields.put(map, "url", url);
        Fields.put(map, "branch", branch);
        Fields.put(map, "credentialsId", credentialsId);
        Fields.put(map, "file", file);
        return map;
    }

    /** Form of the repository. */
    @Extension
    public static final class DescriptorImpl extends CredentialedDescriptor<GitOpsRepository> {

        @Override
        public String getDisplayName() {
            return "GitOps repository";
        }

        /** What counts when the field is empty. */
        public String getUsualBranch() {
            return usual("branch");
        }

        /** What counts when the field is empty. */
        public String getUsualFile() {
            return usual("file");
        }

        private static String usual(String parameter) {
            return String.valueOf(Defaults.ofStep("argoPromote").get(parameter));
        }

        @RequirePOST
        public FormValidation doCheckUrl(@AncestorInPath Item item, @QueryParameter String url) {
            return FormAccess.check(item, () -> FormAccess.verdict(Fields.problemWithRepository(url)));
        }

        /** Lists the branches of the repository. */
        @RequirePOST
        public FormValidation doTestConnection(
                @AncestorInPath Item item,
                @QueryParameter String url,
                @QueryParameter String branch,
                @QueryParameter String credentialsId) {
            FormAccess.checkConfigure(item);
            return ConnectionTest.run(Fields.problemWithRepository(url), () -> {
                String wanted = Optional.ofNullable(Fields.trimmed(branch)).orElse(getUsualBranch());
                GitOpsAddress address = new GitOpsAddress(url.trim(), wanted, Fields.trimmed(credentialsId));
                return GitConnection.check(
                        address,
                        ContextCredentials.in(item).of(credentialsId),
                        JenkinsSsh.onController(),
                        ConnectionTest.ANSWER);
            });
        }
    }
}
