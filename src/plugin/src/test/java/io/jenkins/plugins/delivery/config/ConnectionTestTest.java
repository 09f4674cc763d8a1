package io.jenkins.plugins.delivery.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpServer;
import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.delivery.testbed.argo.ArgoCdServer;
import io.jenkins.plugins.delivery.testbed.aws.SignatureCheck;
import io.jenkins.plugins.delivery.testbed.ecr.EcrRegistry;
import io.jenkins.plugins.delivery.testbed.ecr.EcrServer;
import io.jenkins.plugins.delivery.testbed.oci.OciRegistry;
import io.jenkins.plugins.delivery.testbed.prometheus.PrometheusServer;
import io.jenkins.plugins.delivery.testbed.slack.SlackServer;
import io.jenkins.plugins.delivery.testbed.sonar.SonarQubeServer;
import io.jenkins.plugins.delivery.testbed.zap.ZapServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** "Test connection" against servers: what it says, and with which credentials it asks. */
@WithJenkins
class ConnectionTestTest {

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) {
        jenkins = rule;
    }

    private static <T extends Descriptor<?>> T form(Class<T> type) {
        return ExtensionList.lookupSingleton(type);
    }

    private static void isOk(FormValidation answer, String text) {
        assertThat(answer.kind).as(answer.getMessage()).isEqualTo(FormValidation.Kind.OK);
        assertThat(answer.getMessage()).contains(text);
    }

    private static void isError(FormValidation answer, String text) {
        assertThat(answer.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(answer.getMessage()).contains(text).doesNotContain(Samples.SECRET);
    }

    @Test
    void argo() throws Exception {
        ArgoServer.DescriptorImpl form = form(ArgoServer.DescriptorImpl.class);
        try (ArgoCdServer argo = ArgoCdServer.start()) {
            String url = argo.url().toString();
            Samples.token(jenkins.jenkins, CredentialsScope.GLOBAL, "right", argo.token());
            Samples.token(jenkins.jenkins, CredentialsScope.GLOBAL, "wrong", Samples.SECRET);
            isOk(form.doTestConnection(null, url, "right"), "knows the user");
            isOk(form.doTestConnection(null, " " + url + "/ ", ""), "Without credentials");
            isError(form.doTestConnection(null, url, "wrong"), "401");
            isError(form.doTestConnection(null, url, "missing"), "no credentials with the id &#039;missing&#039;");
            isError(form.doTestConnection(null, "file:///etc/passwd", "right"), "is not an http or https URL");
            isError(form.doTestConnection(null, "https://a:" + Samples.SECRET + "@argo", "right"), "has an");
            isError(form.doTestConnection(null, "https://<b>x</b>", "right"), "&lt;b&gt;");
            argo.failNext(1, 500, "<script>alert(1)</script>", Map.of());
            FormValidation broken = form.doTestConnection(null, url, "right");
            isError(broken, "with 500.");
            assertThat(broken.renderHtml()).doesNotContain("script");
            argo.hang();
            isError(form.doTestConnection(null, url, "right"), "did not answer");
        }
    }

    @Test
    void serversThatGatesAsk() throws Exception {
        Samples.token(jenkins.jenkins, CredentialsScope.GLOBAL, "right", "the-right-token");
        Samples.token(jenkins.jenkins, CredentialsScope.GLOBAL, "wrong", Samples.SECRET);
        try (PrometheusServer prometheus = PrometheusServer.start();
                SonarQubeServer sonar = SonarQubeServer.start("the-right-token");
                ZapServer zap = ZapServer.start("the-right-token")) {
            prometheus.requireBearer("the-right-token");
            var watched = form(io.jenkins.plugins.delivery.config.PrometheusServer.DescriptorImpl.class);
            String address = prometheus.url().toString();
            asks(
                    (url, credentials) -> watched.doTestConnection(null, url, credentials, "", "", "", ""),
                    watched,
                    address,
                    "answers queries");
            prometheus.requireTenant("X-Scope-OrgID", "team-a");
            isError(watched.doTestConnection(null, address, "right", "", "", "", ""), "401");
            isOk(watched.doTestConnection(null, address, "right", "", "", "team-a", ""), "answers queries");
            isError(
                    watched.doTestConnection(null, address, "right", "Frankfurt", "", "", ""),
                    "is not the name of an AWS region");
            asks(form(SonarServer.DescriptorImpl.class), sonar.url().toString(), "accepts the credentials");
            asks(
                    form(io.jenkins.plugins.delivery.config.ZapServer.DescriptorImpl.class),
                    zap.url().toString(),
                    "ZAP 2");
        }
    }

    @Test
    void amazonsPrometheusIsAskedWithASignature() throws Exception {
        Samples.login(jenkins.jenkins, "aws", "AKIAWATCH", "the-secret-key");
        Samples.login(jenkins.jenkins, "other", "AKIAWATCH", Samples.SECRET);
        try (PrometheusServer prometheus = PrometheusServer.start()) {
            prometheus.requireSignature(
                    new SignatureCheck("eu-central-1", "aps", Clock.systemUTC()).allow("AKIAWATCH", "the-secret-key"));
            String workspace = prometheus.url() + "/workspaces/ws-1f2e/api/v1/query";
            var watched = form(io.jenkins.plugins.delivery.config.PrometheusServer.DescriptorImpl.class);
            isOk(watched.doTestConnection(null, workspace, "aws", "eu-central-1", "", "", ""), "answers queries");
            isError(watched.doTestConnection(null, workspace, "other", "eu-central-1", "", "", ""), "403");
            isError(watched.doTestConnection(null, workspace, "aws", "", "", "", ""), "403");
        }
    }

    private static void asks(DeliveryServer.KeyServerDescriptor form, String url, String answer) {
        asks((address, id) -> form.doTestConnection(null, address, id), form, url, answer);
    }

    private static void asks(
            BiFunction<String, String, FormValidation> test,
            DeliveryServer.ServerDescriptor form,
            String url,
            String answer) {
        isOk(test.apply(url, "right"), answer);
        isError(test.apply(url, "wrong"), url);
        isError(test.apply(url, "missing"), "no credentials with the id");
        isError(test.apply("https://a:" + Samples.SECRET + "@x", "right"), "has an");
        assertThat(form.doCheckUrl(null, "file:///etc").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckUrl(null, url).kind).isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void credentialsAreThoseOfThePlace() throws Exception {
        ArgoServer.DescriptorImpl form = form(ArgoServer.DescriptorImpl.class);
        Folder shop = jenkins.jenkins.createProject(Folder.class, "shop");
        Folder other = jenkins.jenkins.createProject(Folder.class, "other");
        try (ArgoCdServer argo = ArgoCdServer.start()) {
            String url = argo.url().toString();
            Samples.token(shop, CredentialsScope.GLOBAL, "of-shop", argo.token());
            Samples.token(jenkins.jenkins, CredentialsScope.SYSTEM, "of-system", argo.token());
            isOk(form.doTestConnection(shop, url, "of-shop"), "knows the user");
            argo.clearRequests();
            isError(form.doTestConnection(other, url, "of-shop"), "no credentials");
            isError(form.doTestConnection(null, url, "of-shop"), "no credentials");
            isError(form.doTestConnection(null, url, "of-system"), "no credentials");
            isError(form.doTestConnection(shop, url, "of-system"), "no credentials");
            assertThat(argo.requests()).isEmpty();
            assertThat(form.doCheckCredentialsId(shop, "of-shop").kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(form.doCheckCredentialsId(other, "of-shop").kind).isEqualTo(FormValidation.Kind.WARNING);
            assertThat(form.doCheckCredentialsId(null, "of-system").kind).isEqualTo(FormValidation.Kind.WARNING);
            assertThat(form.doFillCredentialsIdItems(shop, "").toString()).contains("of-shop");
            assertThat(form.doFillCredentialsIdItems(other, "").toString()).doesNotContain("of-shop");
            assertThat(form.doFillCredentialsIdItems(null, "").toString()).doesNotContain("of-s");
        }
    }

    /** What the engine says of a whole Git server is its own test's matter; the one of the testbed needs a newer servlet API. */
    @Test
    void gitOps() throws Exception {
        GitOpsRepository.DescriptorImpl form = form(GitOpsRepository.DescriptorImpl.class);
        Samples.login(jenkins.jenkins, "right", "ci", "the-right-password");
        Samples.login(jenkins.jenkins, "wrong", "ci", Samples.SECRET);
        HttpServer git = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        serve(git, "/gitops.git/info/refs");
        git.start();
        try {
            String url = "http://127.0.0.1:" + git.getAddress().getPort() + "/gitops.git";
            isOk(form.doTestConnection(null, url, "", "right"), "has the branch &#039;main&#039;");
            isError(form.doTestConnection(null, url, "mian", "right"), "Did you mean");
            isError(form.doTestConnection(null, url, "main", "wrong"), "refuses access");
            isError(form.doTestConnection(null, "file:///etc", "main", "right"), "not an http or https URL");
        } finally {
            git.stop(0);
        }
    }

    /** The answer to who wants to push to a repository with one branch (gitprotocol-http, "Smart Server Response"). */
    private static void serve(HttpServer server, String path) {
        String service = "# service=git-receive-pack\n";
        String branch = "0123456789abcdef0123456789abcdef01234567 refs/heads/main\0report-status\n";
        byte[] body = (line(service) + "0000" + line(branch) + "0000").getBytes(StandardCharsets.US_ASCII);
        server.createContext(path, exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", "application/x-git-receive-pack-advertisement");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                })
                .setAuthenticator(new BasicAuthenticator("gitops") {
                    @Override
                    public boolean checkCredentials(String user, String password) {
                        return user.equals("ci") && password.equals("the-right-password");
                    }
                });
    }

    private static String line(String text) {
        return String.format("%04x%s", text.length() + 4, text);
    }

    @Test
    void registry() throws Exception {
        ImageRegistry.DescriptorImpl form = form(ImageRegistry.DescriptorImpl.class);
        Samples.login(jenkins.jenkins, "right", "ci", "the-right-password");
        Samples.login(jenkins.jenkins, "wrong", "ci", Samples.SECRET);
        try (OciRegistry registry = OciRegistry.start("ci", "the-right-password")) {
            isOk(test(form, registry.address(), "right", null), "accepts the credential");
            isError(test(form, registry.address(), "wrong", null), "does not accept");
            isError(test(form, "http://" + registry.address(), "right", null), "is no host of a registry");
        }
    }

    /** As an administrator would press the button, with ECR's settings when a region is given. */
    private static FormValidation test(
            ImageRegistry.DescriptorImpl form, String host, String credentialsId, String region) {
        return form.doTestConnection(null, host, credentialsId, "", region, "", "");
    }

    @Test
    void aRegistryInEcrIsAskedWithALoginThatIsFetchedForIt() throws Exception {
        ImageRegistry.DescriptorImpl form = form(ImageRegistry.DescriptorImpl.class);
        Samples.login(jenkins.jenkins, "aws", "AKIAEXAMPLE", Samples.SECRET);
        try (OciRegistry behind = OciRegistry.start();
                EcrRegistry ecr = EcrRegistry.start(behind, Clock.systemUTC())) {
            System.setProperty(
                    "aws.endpointUrlEcr", "http://127.0.0.1:" + ecr.api().port());
            isOk(test(form, ecr.address(), "aws", EcrServer.REGION), "log-in of ECR");
            assertThat(ecr.logins().passwords()).hasSize(1);
            ecr.api().deny("GetAuthorizationToken");
            isError(test(form, ecr.address(), "aws", EcrServer.REGION), "ecr:GetAuthorizationToken");
            isError(test(form, ecr.address(), "aws", "Frankfurt"), "is not the name of an AWS region");
        } finally {
            System.clearProperty("aws.endpointUrlEcr");
        }
    }

    @Test
    void slack() throws Exception {
        SlackWorkspace.DescriptorImpl form = form(SlackWorkspace.DescriptorImpl.class);
        Samples.token(jenkins.jenkins, CredentialsScope.GLOBAL, "right", "xoxb-the-right-token");
        Samples.token(jenkins.jenkins, CredentialsScope.GLOBAL, "wrong", Samples.SECRET);
        try (SlackServer slack = SlackServer.start("xoxb-the-right-token", "#deliveries")) {
            String api = slack.api().toString();
            isOk(form.doTestConnection(null, api, "right"), "in the workspace &#039;Testbed&#039;");
            isError(form.doTestConnection(null, api, "wrong"), "invalid_auth");
            isError(form.doTestConnection(null, api, ""), "without a token");
            assertThat(slack.messages("#deliveries")).isEmpty();
        }
    }

    @Test
    void aServerThatIsNotThere() {
        isError(
                form(ArgoServer.DescriptorImpl.class).doTestConnection(null, "http://127.0.0.1:1", ""),
                "cannot be reached");
        isError(test(form(ImageRegistry.DescriptorImpl.class), "127.0.0.1:1", "", null), "cannot be reached");
        isError(
                form(GitOpsRepository.DescriptorImpl.class).doTestConnection(null, "http://127.0.0.1:1/a", "", ""),
                "cannot be reached");
    }
}
