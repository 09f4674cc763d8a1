package io.jenkins.plugins.delivery.library;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.LibrariesAction;
import org.jenkinsci.plugins.workflow.libs.LibraryCachingConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The library that comes with the plugin, without any other. */
@WithJenkins
class BundledLibraryTest {

    private static final String CALL = "echo 'got ' + deliveryBodies([service: 'shop', build: { -> }], '', [:])";

    @Test
    void varsAreThereWithoutAnnotationAndTheLogSaysTheVersion(JenkinsRule jenkins) throws Exception {
        assertThat(Pipelines.log(jenkins, Result.SUCCESS, CALL))
                .contains(
                        "Loading library git-flow-delivery@" + BundledLibrary.version(),
                        "got [service:shop, build:true]");
    }

    @Test
    void theLibraryMayBeNamedAndItsResourcesRead(JenkinsRule jenkins) throws Exception {
        String script = "@Library('git-flow-delivery') _\n" + CALL
                + "\necho libraryResource('io/jenkins/plugins/delivery/agent/pod.yaml')";
        assertThat(Pipelines.log(jenkins, Result.SUCCESS, script))
                .contains("got [service:shop, build:true]", "kind: Pod");
    }

    @Test
    void anotherVersionOfTheBundledLibraryIsRefusedWithASentence(JenkinsRule jenkins) throws Exception {
        assertThat(Pipelines.log(jenkins, Result.FAILURE, "@Library('git-flow-delivery@0.0.1') _\n" + CALL))
                .contains("comes with the plugin in version " + BundledLibrary.version()
                        + "; version 0.0.1 was asked for.");
    }

    @Test
    void aBuildKeepsACopyAndNoCacheGrows(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(CALL, true));
        WorkflowRun run = jenkins.buildAndAssertSuccess(job);
        assertThat(run.getAction(LibrariesAction.class).getLibraries())
                .singleElement()
                .satisfies(library -> {
                    assertThat(library.isTrusted()).isFalse();
                    assertThat(library.getVariables()).contains("deliveryPipeline", "promoteTo");
                    File vars = new File(run.getRootDir(), "libs/" + library.getDirectoryName() + "/vars");
                    assertThat(new File(vars, "deliveryPipeline.groovy")).isFile();
                    assertThat(new File(vars, "deliveryPipeline.txt")).isFile();
                });
        assertThat(LibraryCachingConfiguration.getGlobalLibrariesCacheDir().list())
                .isEmpty();
    }

    @Test
    void everyFileOfTheLibraryIsText() {
        assertThat(BundledLibrary.files().keySet())
                .contains(
                        "vars/deliveryPipeline.groovy",
                        "vars/promoteTo.txt",
                        "resources/io/jenkins/plugins/delivery/defaults.yaml")
                .allMatch(name -> name.matches("(vars|resources)/.*\\.(groovy|txt|yaml|json)"));
    }

    @Test
    void switchedOffItIsNotLoadedAndTheFailureSaysWhatToDo(JenkinsRule jenkins) throws Exception {
        DeliveryLibrary.get().setBundled(false);
        assertThat(Pipelines.log(jenkins, Result.FAILURE, "deliveryPipeline(service: 'shop')"))
                .contains("the library that comes with the plugin is switched off", "@Library")
                .doesNotContain("Loading library", "No such DSL method", "\tat ");
        assertThat(Pipelines.log(jenkins, Result.FAILURE, "@Library('git-flow-delivery') _"))
                .contains("Could not find any definition of libraries [git-flow-delivery]");
    }

    @Test
    void theSwitchSurvivesTheForm(JenkinsRule jenkins) throws Exception {
        assertThat(DeliveryLibrary.get().isBundled()).isTrue();
        for (boolean bundled : List.of(false, true)) {
            HtmlForm form = jenkins.createWebClient().goTo("configure").getFormByName("config");
            assertThat(form.asNormalizedText()).contains("git-flow-delivery@" + BundledLibrary.version());
            form.getInputByName("_.bundled").setChecked(bundled);
            jenkins.submit(form);
            DeliveryLibrary.get().load();
            assertThat(DeliveryLibrary.get().isBundled()).isEqualTo(bundled);
        }
    }

    @Test
    void theSwitchIsConfigurationAsCode(JenkinsRule jenkins, @TempDir Path folder) throws Exception {
        Path file =
                Files.writeString(folder.resolve("jenkins.yaml"), "unclassified: {deliveryLibrary: {bundled: false}}");
        ConfigurationAsCode.get().configure(file.toString());
        assertThat(DeliveryLibrary.get().isBundled()).isFalse();
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        assertThat(exported.toString(StandardCharsets.UTF_8)).contains("deliveryLibrary:\n    bundled: false");
    }

    @Test
    void theHelpIsOnThePageOfGlobalVariablesBeforeAndAfterTheFirstBuildAndOnlyOnce(JenkinsRule jenkins)
            throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(CALL, true));
        assertThat(variables(jenkins, job)).containsOnlyOnce("deliveryPipeline", "promoteTo");
        assertThat(page(jenkins, job).asNormalizedText())
                .contains("Carries a service from commit through its environments");
        jenkins.buildAndAssertSuccess(job);
        assertThat(variables(jenkins, job)).containsOnlyOnce("deliveryPipeline", "promoteTo");
        assertThat(page(jenkins, job).asNormalizedText())
                .contains("Carries a service from commit through its environments")
                .doesNotContain("<p>", "</code>");
    }

    private static HtmlPage page(JenkinsRule jenkins, WorkflowJob job) throws Exception {
        return jenkins.createWebClient().getPage(job, "pipeline-syntax/globals");
    }

    private static List<String> variables(JenkinsRule jenkins, WorkflowJob job) throws Exception {
        return page(jenkins, job).<org.htmlunit.html.HtmlElement>getByXPath("//dl[contains(@class,'root')]/dt").stream()
                .map(org.htmlunit.html.HtmlElement::getId)
                .toList();
    }
}
