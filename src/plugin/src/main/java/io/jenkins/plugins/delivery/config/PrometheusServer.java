package io.jenkins.plugins.delivery.config;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.gate.watch.PrometheusAccess;
import io.jenkins.plugins.delivery.engine.gate.watch.PrometheusConnection;
import io.jenkins.plugins.delivery.engine.image.AwsSettings;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The Prometheus that watches of a release ask; also Amazon's, and one that several tenants share. */
public final class PrometheusServer extends DeliveryServer {

    private String region;
    private String roleArn;
    private String tenant;
    private String tenantHeader;

    @DataBoundConstructor
    public PrometheusServer(String url) {
        super(url);
    }

    /** AWS region; null for that of the address, and for a server outside AWS. */
    public String getRegion() {
        return region;
    }

    @DataBoundSetter
    public void setRegion(String region) {
        this.region = Fields.trimmed(region);
    }

    /** AWS role to assume; null for none. */
    public String getRoleArn() {
        return roleArn;
    }

    @DataBoundSetter
    public void setRoleArn(String roleArn) {
        this.roleArn = Fields.trimmed(roleArn);
    }

    /** Whose data is asked for; null where there are no tenants. */
    public String getTenant() {
        return tenant;
    }

    @DataBoundSetter
    public void setTenant(String tenant) {
        this.tenant = Fields.trimmed(tenant);
    }

    /** The header that names the tenant; null for the usual one. */
    public String getTenantHeader() {
        return tenantHeader;
    }

    @DataBoundSetter
    public void setTenantHeader(String tenantHeader) {
        this.tenantHeader = Fields.trimmed(tenantHeader);
    }

    @Override
    Map<String, Object> toMap() {
        Map<String, Object> map = super.toMap();
        Fields.put(map, "region", region);
        Fields.put(map, "roleArn", roleArn);
        Fields.put(map, "tenant", tenant);
        Fields.put(map, "tenantHeader", tenantHeader);
        return map;
    }

    private PrometheusAccess access(Optional<Credential> credential) {
        return new PrometheusAccess(
                getUrl(), credential, region, roleArn, PrometheusAccess.Tenant.of(tenant, tenantHeader));
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends ServerDescriptor {

        @Override
        public String getDisplayName() {
            return "Prometheus";
        }

        @RequirePOST
        public FormValidation doCheckRegion(@AncestorInPath Item item, @QueryParameter String region) {
            return FormAccess.check(item, () -> FormAccess.verdict(awsProblem(region, null)));
        }

        @RequirePOST
        public FormValidation doCheckRoleArn(@AncestorInPath Item item, @QueryParameter String roleArn) {
            return FormAccess.check(item, () -> FormAccess.verdict(awsProblem(null, roleArn)));
        }

        private static Optional<String> awsProblem(String region, String roleArn) {
            AwsSettings settings = new AwsSettings(Fields.trimmed(region), null, Fields.trimmed(roleArn), null);
            return settings.problems().stream().findFirst().map(problem -> "The " + problem + ".");
        }

        /** Asks the server with the credentials of the place of the form, and for the tenant. */
        @RequirePOST
        public FormValidation doTestConnection(
                @AncestorInPath Item item,
                @QueryParameter String url,
                @QueryParameter String credentialsId,
                @QueryParameter String region,
                @QueryParameter String roleArn,
                @QueryParameter String tenant,
                @QueryParameter String tenantHeader) {
            FormAccess.checkConfigure(item);
            PrometheusServer server = new PrometheusServer(url);
            server.setRegion(region);
            server.setRoleArn(roleArn);
            server.setTenant(tenant);
            server.setTenantHeader(tenantHeader);
            return ConnectionTest.run(
                    Fields.problemWithUrl(url, false),
                    () -> PrometheusConnection.check(
                            server.access(ContextCredentials.in(item).of(credentialsId)), ConnectionTest.ANSWER));
        }
    }
}
