package io.jenkins.plugins.delivery.config;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.ModelObject;
import hudson.util.Secret;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;

/** Settings with a value in every field, and credentials. */
final class Samples {

    /** In no file, page or log may this be found. */
    static final String SECRET = "canary" + "-of-the-secret-1f0c";

    private Samples() {}

    static DeliverySettings settings() {
        DeliverySettings settings = new DeliverySettings();
        settings.setArgoServers(List.of(server("nonprod", null), server("prod", "shop")));
        settings.setEnvironments(List.of(new DeliveryEnvironment("dev"), prod()));
        GitOpsRepository gitOps = new GitOpsRepository("https://git.example.com/gitops.git");
        gitOps.setBranch("live");
        gitOps.setCredentialsId("login");
        gitOps.setFile("apps/${service}/${env}.yaml");
        settings.setGitOps(gitOps);
        ImageRegistry registry = new ImageRegistry("registry.example.com:5000");
        registry.setCredentialsId("login");
        registry.setCharts("charts");
        registry.setAwsCredentialsId("login");
        registry.setRoleArn("arn:aws:iam::123456789012:role/delivery");
        registry.setRegion("eu-central-1");
        registry.setRegistryId("123456789012");
        settings.setRegistry(registry);
        SlackWorkspace slack = new SlackWorkspace();
        slack.setChannel("#deliveries");
        slack.setCredentialsId("token");
        slack.setEndpoint("https://slack.example.com/api");
        settings.setSlack(slack);
        PrometheusServer prometheus = asked(new PrometheusServer("https://prometheus.example.com/prod"));
        prometheus.setRegion("eu-central-1");
        prometheus.setRoleArn("arn:aws:iam::123456789012:role/metrics");
        prometheus.setTenant("team-a");
        prometheus.setTenantHeader("THANOS-TENANT");
        settings.setPrometheus(prometheus);
        settings.setSonar(asked(new SonarServer("https://sonar.example.com")));
        settings.setZap(asked(new ZapServer("http://zap.example.com:8080")));
        settings.setDefaults("flow: trunk");
        settings.setEnforced("image:\n  scan:\n    failOn: high");
        return settings;
    }

    private static <T extends DeliveryServer> T asked(T server) {
        server.setCredentialsId("token");
        return server;
    }

    static ArgoServer server(String name, String project) {
        ArgoServer server = new ArgoServer(name, "https://argo." + name + ".example.com");
        server.setCredentialsId("token");
        server.setProject(project);
        return server;
    }

    private static DeliveryEnvironment prod() {
        DeliveryEnvironment prod = new DeliveryEnvironment("prod");
        prod.setServer("prod");
        prod.setUrl("https://${service}.example.com");
        prod.setReady("/health");
        prod.setApp("${service}");
        prod.setFile("prod/${service}.yaml");
        Approval approval = new Approval();
        approval.setSubmitters("release-managers,ada");
        approval.setTimeout("4h");
        approval.setEnforced(true);
        prod.setApproval(approval);
        return prod;
    }

    /** Sets every property by itself, as configuration as code does. */
    static void configure(DeliverySettings settings) {
        DeliveryConfiguration configuration = DeliveryConfiguration.get();
        configuration.setArgoServers(settings.getArgoServers());
        configuration.setEnvironments(settings.getEnvironments());
        configuration.setGitOps(settings.getGitOps());
        configuration.setRegistry(settings.getRegistry());
        configuration.setSlack(settings.getSlack());
        configuration.setPrometheus(settings.getPrometheus());
        configuration.setSonar(settings.getSonar());
        configuration.setZap(settings.getZap());
        configuration.setDefaults(settings.getDefaults());
        configuration.setEnforced(settings.getEnforced());
    }

    /** Stores a token in the first store of the place that takes it. */
    static void token(ModelObject place, CredentialsScope scope, String id, String secret) throws Exception {
        CredentialsProvider.lookupStores(place)
                .iterator()
                .next()
                .addCredentials(Domain.global(), new StringCredentialsImpl(scope, id, "", Secret.fromString(secret)));
    }

    static void login(ModelObject place, String id, String user, String password) throws Exception {
        CredentialsProvider.lookupStores(place)
                .iterator()
                .next()
                .addCredentials(
                        Domain.global(),
                        new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, id, "", user, password));
    }
}
