package io.jenkins.plugins.delivery.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Result;
import hudson.plugins.git.GitSCM;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jenkinsci.plugins.workflow.libs.FolderLibraries;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.libs.GlobalUntrustedLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.FlagExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A team loads this repository from Git although the plugin brings the library. The call ends with the check of the configuration. */
@WithJenkins
class OwnLibraryTest {

    private static final String CALL = "deliveryPipeline(service: 'shop', typo: true)";
    private static final String REACHED = "typo is not known";

    @RegisterExtension
    private static final FlagExtension<Boolean> BY_PATH = new FlagExtension<>(
            () -> GitSCM.ALLOW_LOCAL_CHECKOUT, allowed -> GitSCM.ALLOW_LOCAL_CHECKOUT = allowed, true);

    @TempDir
    private Path folder;

    private LibraryConfiguration library(String name, UnaryOperator<String> change) throws Exception {
        return LibraryRepository.publish(new LocalRepositories(folder), name, change);
    }

    @ParameterizedTest
    @ValueSource(strings = {"git-flow-delivery", "ours"})
    void aLibraryOfAnyNameThatTheJenkinsfileNamesWins(String name, JenkinsRule jenkins) throws Exception {
        GlobalLibraries.get().setLibraries(List.of(library(name, LibraryRepository.announcing("from Git"))));
        assertThat(Pipelines.log(jenkins, Result.FAILURE, "@Library('" + name + "') _\n" + CALL))
                .contains("Loading library " + name + "@main", "from Git", REACHED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"git-flow-delivery", "ours"})
    void anUntrustedLibraryThatIsLoadedByItselfWinsToo(String name, JenkinsRule jenkins) throws Exception {
        LibraryConfiguration library = library(name, LibraryRepository.announcing("from Git"));
        library.setImplicit(true);
        GlobalUntrustedLibraries.get().setLibraries(List.of(library));
        assertThat(Pipelines.log(jenkins, Result.FAILURE, CALL)).contains("from Git", REACHED);
    }

    @Test
    void theBundledOneSaysThatItStepsBack(JenkinsRule jenkins) throws Exception {
        GlobalLibraries.get().setLibraries(List.of(library("ours", LibraryRepository.announcing("from Git"))));
        assertThat(Pipelines.log(jenkins, Result.FAILURE, "@Library('ours') _\n" + CALL))
                .contains(
                        "The library git-flow-delivery that comes with the plugin steps back for ours@main, which defines deliveryPipeline too.");
    }

    @Test
    void aLibraryOfAFolderRunsInTheSandboxAndWins(JenkinsRule jenkins) throws Exception {
        Folder team = jenkins.createProject(Folder.class);
        LibraryConfiguration library = library("ours", LibraryRepository.announcing("from the folder"));
        library.setImplicit(true);
        team.addProperty(new FolderLibraries(List.of(library)));
        assertThat(Pipelines.log(jenkins, team, Result.FAILURE, CALL)).contains("from the folder", REACHED);
    }

    @Test
    void aLibraryWithoutOurVarsLeavesTheBundledOneAlone(JenkinsRule jenkins) throws Exception {
        LibraryConfiguration library = library("ours", source -> source);
        library.setDefaultVersion("main");
        GlobalLibraries.get().setLibraries(List.of(library));
        assertThat(Pipelines.log(jenkins, Result.FAILURE, CALL))
                .contains("Loading library git-flow-delivery@" + BundledLibrary.version(), REACHED)
                .doesNotContain("steps back", "ours@main");
    }

    @Test
    void twoAtATimeAreRefusedBeforeAnythingIsDone(JenkinsRule jenkins) throws Exception {
        GlobalLibraries.get().setLibraries(List.of(library("ours", LibraryRepository.announcing("from Git"))));
        assertThat(Pipelines.log(jenkins, Result.FAILURE, "library 'ours'\n" + CALL))
                .contains(
                        "deliveryPipeline is defined by git-flow-delivery@" + BundledLibrary.version()
                                + " and ours@main.",
                        "@Library")
                .doesNotContain(REACHED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 99})
    void aLibraryOfAnotherContractIsRefusedBeforeAnythingIsDone(int contract, JenkinsRule jenkins) throws Exception {
        GlobalLibraries.get()
                .setLibraries(List.of(library("ours", source -> source.replace("library: 5", "library: " + contract))));
        assertThat(Pipelines.log(jenkins, Result.FAILURE, "@Library('ours') _\n" + CALL))
                .contains("The shared library speaks contract " + contract
                        + ", and this plugin or runner fits contracts 4 to 5")
                .doesNotContain(REACHED, "Running on");
    }

    @Test
    void switchedOffTheOneFromGitWorks(JenkinsRule jenkins) throws Exception {
        DeliveryLibrary.get().setBundled(false);
        GlobalLibraries.get().setLibraries(List.of(library("ours", LibraryRepository.announcing("from Git"))));
        assertThat(Pipelines.log(jenkins, Result.FAILURE, "@Library('ours') _\n" + CALL))
                .contains("from Git", REACHED)
                .doesNotContain("git-flow-delivery@");
        assertThat(Pipelines.log(jenkins, Result.FAILURE, "library 'ours'\n" + CALL))
                .contains("from Git", REACHED);
    }
}
