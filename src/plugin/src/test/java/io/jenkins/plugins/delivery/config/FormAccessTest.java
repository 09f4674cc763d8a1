package io.jenkins.plugins.delivery.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.sun.net.httpserver.HttpServer;
import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.model.Item;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.interceptor.RequirePOST;

/**
 * Every web method of the forms, found by reflection, asked by everybody, in every place: who may not configure the place makes
 * Jenkins send nothing, and learns neither ids of credentials nor names of servers. By GET nobody is answered.
 */
@WithJenkins
class FormAccessTest {

    private static final String HIDDEN_ID = "id-that-nobody-may-learn";
    private static final String HIDDEN_SERVER = "server-that-nobody-may-learn";
    private static final String OWN_ID = "id-that-the-page-has";

    private final AtomicInteger sent = new AtomicInteger();
    private JenkinsRule jenkins;
    private HttpServer sink;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        sink = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        sink.createContext("/", exchange -> {
            sent.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        sink.start();
        Folder shop = rule.jenkins.createProject(Folder.class, "shop");
        Folder other = rule.jenkins.createProject(Folder.class, "other");
        Samples.token(rule.jenkins, CredentialsScope.GLOBAL, HIDDEN_ID, Samples.SECRET);
        DeliveryConfiguration.get().setArgoServers(List.of(Samples.server(HIDDEN_SERVER, null)));
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "configurer", "neighbour")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.CONFIGURE)
                .onItems(shop)
                .to("configurer")
                .grant(Item.CONFIGURE)
                .onItems(other)
                .to("neighbour"));
    }

    @AfterEach
    void stop() {
        sink.stop(0);
    }

    private static Stream<Descriptor<?>> forms() {
        return Stream.of(
                ExtensionList.lookupSingleton(ArgoServer.DescriptorImpl.class),
                ExtensionList.lookupSingleton(Approval.DescriptorImpl.class),
                ExtensionList.lookupSingleton(DeliveryEnvironment.DescriptorImpl.class),
                ExtensionList.lookupSingleton(GitOpsRepository.DescriptorImpl.class),
                ExtensionList.lookupSingleton(ImageRegistry.DescriptorImpl.class),
                ExtensionList.lookupSingleton(SlackWorkspace.DescriptorImpl.class),
                ExtensionList.lookupSingleton(PrometheusServer.DescriptorImpl.class),
                ExtensionList.lookupSingleton(SonarServer.DescriptorImpl.class),
                ExtensionList.lookupSingleton(ZapServer.DescriptorImpl.class),
                ExtensionList.lookupSingleton(DeliverySettings.DescriptorImpl.class),
                ExtensionList.lookupSingleton(DeliveryFolderProperty.DescriptorImpl.class),
                DeliveryConfiguration.get());
    }

    private static List<Method> methods(Descriptor<?> form) {
        return Arrays.stream(form.getClass().getMethods())
                .filter(method -> method.getDeclaringClass().getPackage().equals(FormAccess.class.getPackage()))
                .filter(method -> method.getName().matches("do[A-Z].*"))
                .filter(method -> !method.isSynthetic())
                .toList();
    }

    @Test
    void everyFormOfThePackageIsLookedAt() {
        assertThat(ExtensionList.lookup(Descriptor.class).stream()
                        .filter(form -> form.getClass().getPackage().equals(FormAccess.class.getPackage())))
                .hasSameSizeAs(forms().toList());
    }

    @Test
    void everyMethodWantsPostAndKnowsItsPlace() {
        assertThat(forms().flatMap(form -> methods(form).stream()))
                .hasSizeGreaterThan(20)
                .allSatisfy(method -> {
                    assertThat(method.getAnnotation(RequirePOST.class))
                            .as(method.toString())
                            .isNotNull();
                    assertThat(method.getParameterTypes()[0]).isEqualTo(Item.class);
                    assertThat(Arrays.stream(method.getParameterAnnotations()[0]))
                            .hasAtLeastOneElementOfType(AncestorInPath.class);
                });
    }

    @Test
    void onlyWhoMayConfigureThePlaceIsAnswered() throws Exception {
        for (String user : Arrays.asList(null, "reader", "neighbour", "configurer", "admin")) {
            try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
                if (user != null) {
                    client.login(user);
                }
                client.setThrowExceptionOnFailingStatusCode(false);
                client.getOptions().setPrintContentOnFailingStatusCode(false);
                // A refusal sends who is not logged in to the login page.
                client.setRefreshHandler((page, url, seconds) -> {});
                client.getOptions().setJavaScriptEnabled(false);
                for (String place : List.of("", "job/shop/")) {
                    boolean may = "admin".equals(user) || "configurer".equals(user) && !place.isEmpty();
                    for (Descriptor<?> form : forms().toList()) {
                        for (Method method : methods(form)) {
                            ask(
                                    client,
                                    place,
                                    form,
                                    method,
                                    may,
                                    user + " at '" + place + "' " + form.getId() + "." + method.getName());
                        }
                    }
                }
            }
        }
    }

    private void ask(
            JenkinsRule.WebClient client, String place, Descriptor<?> form, Method method, boolean may, String who)
            throws Exception {
        String name = Character.toLowerCase(method.getName().charAt(2))
                + method.getName().substring(3);
        URL url = new URL(jenkins.getURL(), place + "descriptorByName/" + form.getId() + "/" + name);
        int before = sent.get();
        if (may) {
            WebResponse got = client.getPage(withParameters(new WebRequest(url, HttpMethod.GET)))
                    .getWebResponse();
            assertThat(got.getStatusCode()).as(who + " by GET").isIn(404, 405);
            assertThat(sent.get()).as(who + " by GET").isEqualTo(before);
        }
        WebResponse answer = client.getPage(client.addCrumb(withParameters(new WebRequest(url, HttpMethod.POST))))
                .getWebResponse();
        String text = answer.getContentAsString();
        boolean test = name.startsWith("test");
        assertThat(answer.getStatusCode()).as(who).isEqualTo(test && !may ? 403 : 200);
        assertThat(sent.get() > before).as(who + " made Jenkins send: " + text).isEqualTo(test && may);
        assertThat(text).as(who).doesNotContain(Samples.SECRET);
        if (!may) {
            assertThat(text).as(who).doesNotContain(HIDDEN_ID).doesNotContain(HIDDEN_SERVER);
            if (name.startsWith("check")) {
                assertThat(text).as(who).isEqualTo("<div/>");
            }
        } else if (name.matches("fill.*CredentialsIdItems")) {
            assertThat(text).as(who).contains(HIDDEN_ID).contains(OWN_ID);
        }
    }

    /** Something wrong in every field, so that a check that runs has something to say. */
    private WebRequest withParameters(WebRequest request) {
        String address = "http://127.0.0.1:" + sink.getAddress().getPort();
        request.setRequestParameters(List.of(
                new NameValuePair("name", "not a name"),
                new NameValuePair("url", address + "/gitops.git"),
                new NameValuePair("host", address.replace("http://", "")),
                new NameValuePair("endpoint", address),
                new NameValuePair("branch", "main"),
                new NameValuePair("timeout", "soon"),
                new NameValuePair("server", "unknown"),
                new NameValuePair("defaults", "flwo: trunk"),
                new NameValuePair("enforced", "flwo: trunk"),
                new NameValuePair("awsCredentialsId", OWN_ID),
                new NameValuePair(
                        "credentialsId", request.getUrl().getPath().endsWith("testConnection") ? HIDDEN_ID : OWN_ID)));
        return request;
    }
}
