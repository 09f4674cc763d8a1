package io.jenkins.plugins.delivery.recorded;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the adapter that hold without Jenkins. */
class AdapterArchitectureTest {

    private static final String ROOT = "io.jenkins.plugins.delivery.";
    private static final Pattern JDK_OR_OURS =
            Pattern.compile("(java|javax)\\..*|io\\.jenkins\\.plugins\\.delivery\\..*");

    private static JavaClasses adapter;

    @BeforeAll
    static void compile() throws IOException {
        assertThat(Adapter.errors()).isEmpty();
        adapter = new ClassFileImporter().importPath(Adapter.CLASSES);
    }

    @Test
    void thereIsAnAdapter() {
        assertThat(adapter).isNotEmpty().allMatch(type -> type.getName().startsWith(ROOT));
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(adapter);
    }

    @Test
    void onlyTheEngineKnowsSdks() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "software.amazon..", "org.eclipse.jgit..", "com.marcnuri..", "com.sun.jna..", "land.oras..")
                .because("the plugin decides nothing about delivery: what an SDK is needed for is the engine's")
                .check(adapter);
    }

    /** The test's class path holds more than the adapter's will. */
    @Test
    void everythingUsedIsListedOrOursOrTheJdks() throws IOException {
        Set<String> listed =
                ApiList.read(Adapter.LIST).types().stream().map(ApiType::name).collect(Collectors.toSet());
        assertThat(adapter.stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(type -> !type.isPrimitive())
                        .map(JavaClass::getName)
                        .filter(name -> !JDK_OR_OURS.matcher(name).matches())
                        .distinct())
                .isSubsetOf(listed);
    }

    @Test
    void webMethodsAreGuarded() {
        assertThat(WebMethodRule.violations(adapter)).isEmpty();
    }

    @Test
    void whatIsSavedIsPlain() {
        // With the stubs, so that the supertypes are known.
        JavaClasses all = new ClassFileImporter().importPaths(Adapter.CLASSES, Adapter.STUBS);
        assertThat(SavedFieldRule.savedClasses(all)).isNotEmpty();
        assertThat(SavedFieldRule.violations(all)).isEmpty();
    }

    /** An agent must never be able to make the controller run something (Jenkins' agent-to-controller access control). */
    @Test
    void callsGoFromTheControllerToAgentsOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "hudson\\.remoting\\.Callable|hudson\\.FilePath\\$FileCallable|jenkins\\..*SlaveToMaster.*"
                                + "|jenkins\\..*NotReallyRoleSensitive.*")
                .because("what crosses the channel extends MasterToSlaveCallable or MasterToSlaveFileCallable")
                .check(adapter);
        assertThat(adapter).anyMatch(type -> type.getRawSuperclass()
                .filter(parent -> parent.getSimpleName().startsWith("MasterToSlave"))
                .isPresent());
    }

    @Test
    void thereAreWebMethodsToGuard() {
        assertThat(WebMethodRule.webMethods(adapter)).isNotEmpty();
    }
}
