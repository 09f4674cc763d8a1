package io.jenkins.plugins.delivery.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.util.XStream2;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlElementUtil;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTextArea;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The page of the whole Jenkins: what is saved comes back, and what is not valid is not saved. */
@WithJenkins
class DeliveryConfigurationTest {

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Samples.token(rule.jenkins, CredentialsScope.GLOBAL, "token", Samples.SECRET);
        Samples.login(rule.jenkins, "login", "ci", Samples.SECRET);
    }

    private static String plain(DeliverySettings settings) {
        return new XStream2().toXML(settings);
    }

    private static String saved() {
        return plain(DeliveryConfiguration.get().getSettings());
    }

    private HtmlPage page() throws Exception {
        return jenkins.createWebClient().goTo("manage/configure");
    }

    private Path file() {
        return jenkins.jenkins.getRootDir().toPath().resolve(DeliveryConfiguration.class.getName() + ".xml");
    }

    @Test
    void everyFieldSurvivesThePage() throws Exception {
        Samples.configure(Samples.settings());
        String before = saved();
        jenkins.submit(page().getFormByName("config"));
        assertThat(saved()).isEqualTo(before).isEqualTo(plain(Samples.settings()));
    }

    @Test
    void aPageThatSaysNothingSavesNothing() throws Exception {
        jenkins.submit(page().getFormByName("config"));
        assertThat(DeliveryConfiguration.get().getSettings().isEmpty()).isTrue();
    }

    @Test
    void everythingCanBeTakenAwayOnThePage() throws Exception {
        Samples.configure(Samples.settings());
        HtmlPage page = page();
        HtmlForm form = page.getFormByName("config");
        for (String list : List.of("argoServers", "environments")) {
            List<HtmlElement> buttons = deleteButtons(form, list);
            assertThat(buttons).as("delete buttons of " + list).isNotEmpty();
            for (HtmlElement button : buttons) {
                HtmlElementUtil.click(button);
            }
            // They go with an animation.
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            while (!deleteButtons(form, list).isEmpty() && System.nanoTime() < end) {
                page.getWebClient().waitForBackgroundJavaScript(200);
            }
            assertThat(deleteButtons(form, list)).isEmpty();
        }
        jenkins.submit(form);
        assertThat(DeliveryConfiguration.get().getArgoServers()).isEmpty();
        assertThat(DeliveryConfiguration.get().getEnvironments()).isEmpty();
        assertThat(DeliveryConfiguration.get().getGitOps()).isNotNull();
    }

    private static List<HtmlElement> deleteButtons(HtmlForm form, String list) {
        return form.getByXPath("//div[@name='" + list + "']//button[contains(@class,'repeatable-delete')]");
    }

    @Test
    void whatIsNotValidIsRefusedWithEveryProblem() throws Exception {
        HtmlForm form = page().getFormByName("config");
        HtmlTextArea defaults = form.getOneHtmlElementByAttribute("textarea", "name", "_.defaults");
        defaults.setText("flwo: trunk\nbuild: true");
        assertThatThrownBy(() -> jenkins.submit(form))
                .isInstanceOfSatisfying(FailingHttpStatusCodeException.class, refusal -> {
                    assertThat(refusal.getStatusCode()).isEqualTo(400);
                    assertThat(refusal.getResponse().getContentAsString())
                            .contains("Git-Flow Delivery was not saved.")
                            .contains("did you mean")
                            .contains("build is a closure");
                });
        assertThat(DeliveryConfiguration.get().getSettings().isEmpty()).isTrue();
    }

    @Test
    void anUnknownServerIsRefusedOnThePageAndMarkupInItIsShownAsText() throws Exception {
        DeliveryEnvironment environment = new DeliveryEnvironment("prod");
        environment.setServer("<img src=x>");
        DeliveryConfiguration.get().setEnvironments(List.of(environment));
        HtmlPage page = page();
        assertThat(page.getWebResponse().getContentAsString()).doesNotContain("<img src=x>");
        assertThatThrownBy(() -> jenkins.submit(page.getFormByName("config")))
                .isInstanceOfSatisfying(FailingHttpStatusCodeException.class, refusal -> assertThat(
                                refusal.getResponse().getContentAsString())
                        .doesNotContain("<img src=x>")
                        .contains("the Argo CD server &lt;img src=x> is not known"));
    }

    @Test
    void everyFieldHasHelp() throws Exception {
        Samples.configure(Samples.settings());
        HtmlPage page = page();
        for (Class<?> type : List.of(
                ArgoServer.class,
                Approval.class,
                DeliveryEnvironment.class,
                GitOpsRepository.class,
                ImageRegistry.class,
                SlackWorkspace.class,
                DeliverySettings.class)) {
            List<String> fields = java.util.Arrays.stream(type.getDeclaredFields())
                    .filter(field -> !java.lang.reflect.Modifier.isStatic(field.getModifiers()))
                    .map(java.lang.reflect.Field::getName)
                    .toList();
            assertThat(fields).isNotEmpty().allSatisfy(field -> {
                boolean nested = field.equals("approval");
                if (!nested) {
                    assertThat(type.getResource(type.getSimpleName() + "/help-" + field + ".html"))
                            .as("help of " + type.getSimpleName() + "." + field)
                            .isNotNull();
                    DomElement link = page.getFirstByXPath("//*[contains(@helpurl,'" + type.getName() + "/help/" + field
                            + "') or contains(@data-help-url,'" + type.getName() + "/help/" + field + "')]");
                    assertThat(link)
                            .as("help link of " + type.getSimpleName() + "." + field)
                            .isNotNull();
                }
            });
        }
    }

    @Test
    void whatIsSavedIsPlainAndReadAgain() throws Exception {
        Samples.configure(Samples.settings());
        String xml = Files.readString(file());
        assertThat(xml)
                .contains("<credentialsId>token</credentialsId>")
                .doesNotContain(Samples.SECRET)
                .doesNotContain("CollSer")
                .doesNotContain("serialization=");
        assertThat(plain(new DeliveryConfiguration().getSettings())).isEqualTo(plain(Samples.settings()));
    }

    @Test
    void aPropertyThatIsNotValidIsRefusedAndNothingChanges() {
        Samples.configure(Samples.settings());
        String before = saved();
        assertThatThrownBy(() -> DeliveryConfiguration.get()
                        .setArgoServers(List.of(new ArgoServer("x", "https://admin:hunter2@argo.example.com"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Argo CD server 'x': The URL has an '@'")
                .hasMessageNotContaining("hunter2");
        assertThat(saved()).isEqualTo(before);
    }
}
