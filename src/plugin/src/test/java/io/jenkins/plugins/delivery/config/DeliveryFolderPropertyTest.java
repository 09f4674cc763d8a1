package io.jenkins.plugins.delivery.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.FreeStyleProject;
import hudson.util.XStream2;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlTextArea;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The settings of a folder: their form, and what they mean for a run in it. */
@WithJenkins
class DeliveryFolderPropertyTest {

    private JenkinsRule jenkins;
    private Folder folder;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        folder = rule.jenkins.createProject(Folder.class, "shop");
        Samples.token(folder, CredentialsScope.GLOBAL, "token", Samples.SECRET);
    }

    private static void set(Folder folder, DeliverySettings settings) throws Exception {
        folder.getProperties().replace(new DeliveryFolderProperty(settings));
    }

    private static DeliverySettings of(Folder folder) {
        return folder.getProperties().get(DeliveryFolderProperty.class).getSettings();
    }

    private HtmlForm form() throws Exception {
        return jenkins.createWebClient().getPage(folder, "configure").getFormByName("config");
    }

    @Test
    void everyFieldSurvivesTheForm() throws Exception {
        set(folder, Samples.settings());
        jenkins.submit(form());
        assertThat(new XStream2().toXML(of(folder))).isEqualTo(new XStream2().toXML(Samples.settings()));
        assertThat(folder.getConfigFile().asString()).doesNotContain(Samples.SECRET);
    }

    @Test
    void aFolderThatSaysNothingHasNoProperty() throws Exception {
        jenkins.submit(form());
        assertThat(folder.getProperties().get(DeliveryFolderProperty.class)).isNull();
        assertThat(folder.getConfigFile().asString()).doesNotContain("delivery");
    }

    @Test
    void whatIsNotValidIsRefused() throws Exception {
        HtmlForm form = form();
        HtmlTextArea enforced = form.getOneHtmlElementByAttribute("textarea", "name", "_.enforced");
        enforced.setText("environments: {prod: {approvl: me}}");
        assertThatThrownBy(() -> jenkins.submit(form))
                .isInstanceOfSatisfying(FailingHttpStatusCodeException.class, refusal -> assertThat(
                                refusal.getResponse().getContentAsString())
                        .contains("environments.prod.approvl is not known"));
        assertThat(folder.getProperties().get(DeliveryFolderProperty.class)).isNull();
    }

    @Test
    void aServerThatTheFolderItselfNoLongerHasIsUnknown() throws Exception {
        DeliverySettings settings = new DeliverySettings();
        settings.setArgoServers(List.of(Samples.server("own", null)));
        set(folder, settings);
        DeliverySettings changed = new DeliverySettings();
        DeliveryEnvironment environment = new DeliveryEnvironment("prod");
        environment.setServer("own");
        changed.setEnvironments(List.of(environment));
        set(folder, changed);
        assertThatThrownBy(() -> jenkins.submit(form()))
                .isInstanceOfSatisfying(
                        FailingHttpStatusCodeException.class,
                        refusal -> assertThat(refusal.getStatusCode()).isEqualTo(400));
    }

    @Test
    void multibranchProjectsAreFoldersToo() throws Exception {
        WorkflowMultiBranchProject project = folder.createProject(WorkflowMultiBranchProject.class, "payments");
        project.addProperty(new DeliveryFolderProperty(Samples.settings()));
        jenkins.submit(jenkins.createWebClient().getPage(project, "configure").getFormByName("config"));
        assertThat(new XStream2()
                        .toXML(project.getProperties()
                                .get(DeliveryFolderProperty.class)
                                .getSettings()))
                .isEqualTo(new XStream2().toXML(Samples.settings()));
    }

    @Test
    void aRunGetsGlobalThenOuterThenInnerFolder() throws Exception {
        Samples.configure(Samples.settings());
        DeliverySettings outer = new DeliverySettings();
        outer.setDefaults("gitops: {branch: outer, file: outer.yaml}");
        set(folder, outer);
        Folder inner = folder.createProject(Folder.class, "team");
        DeliverySettings closest = new DeliverySettings();
        closest.setDefaults("gitops: {file: inner.yaml}");
        closest.setEnvironments(List.of(new DeliveryEnvironment("dev"), new DeliveryEnvironment("qa")));
        closest.setEnforced("image: {scan: {failOn: none, mode: basic}}");
        set(inner, closest);
        FreeStyleProject job = inner.createProject(FreeStyleProject.class, "payments");
        ConfiguredDefaults defaults = new ConfiguredDefaults();

        Map<String, Object> layers =
                defaults.of("deliveryPlan", jenkins.buildAndAssertSuccess(job), Map.of("config", Map.of()));
        assertThat(layers).containsOnlyKeys("defaults");
        Map<?, ?> weaker = (Map<?, ?>) layers.get("defaults");
        assertThat(weaker.get("gitops"))
                .isEqualTo(Map.of(
                        "url",
                        "https://git.example.com/gitops.git",
                        "branch",
                        "outer",
                        "credentialsId",
                        "login",
                        "file",
                        "inner.yaml"));
        assertThat(((Map<?, ?>) weaker.get("environments")).keySet().stream().map(String::valueOf))
                .containsExactly("dev", "qa", "prod");
        Map<String, Object> enforced = defaults.enforced("deliveryPlan", job.getLastBuild());
        assertThat(enforced).containsOnlyKeys("override");
        Map<?, ?> stronger = (Map<?, ?>) enforced.get("override");
        assertThat(stronger.get("image")).isEqualTo(Map.of("scan", Map.of("failOn", "high", "mode", "basic")));
        assertThat(((Map<?, ?>) stronger.get("environments")).get("prod"))
                .isEqualTo(Map.of("approval", Map.of("submitters", "release-managers,ada", "timeout", "4h")));

        assertThat(defaults.of("deliveryCheck", job.getLastBuild(), Map.of())).isEqualTo(layers);
        assertThat(defaults.enforced("deliveryCheck", job.getLastBuild())).isEqualTo(enforced);
        assertThat(defaults.enforced("argoPromote", job.getLastBuild())).isEmpty();
        assertThat(defaults.of("argoPromote", job.getLastBuild(), Map.of("env", "prod", "branch", "main")))
                .as("a folder's file for all counts more than the outer one for prod")
                .containsEntry("file", "inner.yaml")
                .containsEntry("argo", "https://argo.prod.example.com")
                .containsEntry("project", "shop")
                .doesNotContainKey("branch");
        assertThat(defaults.of("slackNotify", job.getLastBuild(), Map.of()))
                .isEqualTo(Map.of(
                        "channel",
                        "#deliveries",
                        "credentialsId",
                        "token",
                        "endpoint",
                        "https://slack.example.com/api"));
    }

    @Test
    void aJobOutsideTheFolderHasNothingOfIt() throws Exception {
        set(folder, Samples.settings());
        FreeStyleProject job = jenkins.createFreeStyleProject();
        assertThat(new ConfiguredDefaults().of("deliveryPlan", jenkins.buildAndAssertSuccess(job), Map.of()))
                .isEmpty();
    }

    @Test
    void whatIsSavedAndNotValidAnyMoreIsNamedWithItsPlace() throws Exception {
        DeliverySettings settings = new DeliverySettings();
        settings.setDefaults("flwo: trunk");
        set(folder, settings);
        FreeStyleProject job = folder.createProject(FreeStyleProject.class, "payments");
        assertThatThrownBy(() -> new ConfiguredDefaults()
                        .of("argoPromote", jenkins.buildAndAssertSuccess(job), Map.of("env", "dev")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the folder 'shop'")
                .hasMessageContaining("flwo is not known");
    }
}
