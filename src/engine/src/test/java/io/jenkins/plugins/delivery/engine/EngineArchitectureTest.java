package io.jenkins.plugins.delivery.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the engine to the package graph drawn in {@code src/engine/README.md} and to the rules of size and style. */
class EngineArchitectureTest {

    private static final String ROOT = "io.jenkins.plugins.delivery.engine";
    private static final Path SOURCES = Path.of("src/main/java");
    /** The main class of a forked JVM, whose standard output is its answer to the parent. */
    private static final String CHILD_PROCESS = "HelmWorker";

    private static final int MOST_LINES = 200;
    private static final int MOST_PARAMETERS = 5;

    /**
     * Which libraries may be used where: prefix of the library's packages to a pattern of engine packages (without the root). What is
     * neither here nor in the JDK may be used nowhere, so neither Jenkins nor Groovy nor the testbed can come in.
     */
    private static final Map<String, String> LIBRARIES = Map.ofEntries(
            Map.entry("com.fasterxml.jackson", ".*"),
            Map.entry("org.slf4j", ".*"),
            Map.entry("com.networknt.schema", "flow"),
            Map.entry("org.snakeyaml.engine", "yaml"),
            Map.entry("org.apache.commons.compress", "chart|image(\\.oci)?"),
            Map.entry("org.eclipse.jgit", ".*\\.jgit"),
            Map.entry("org.apache.sshd", "git\\.(ssh|jgit)"),
            Map.entry("org.bouncycastle", "git\\.pgp"),
            Map.entry("software.amazon.awssdk", ".*\\.(ecr|ecs|aps)"),
            Map.entry("com.marcnuri.helm", ".*\\.helm"),
            Map.entry("com.sun.jna", ".*\\.helm"),
            Map.entry("org.HdrHistogram", "gate\\.load"),
            Map.entry("de.siegmar.fastcsv", "gate\\.load"),
            Map.entry("com.ctc.wstx", "gate(\\..*)?"),
            Map.entry("land.oras", ".*\\.oci"));

    private static final Pattern JDK = Pattern.compile("(java|javax|jdk|org\\.xml\\.sax|org\\.w3c\\.dom)(\\..*)?");

    private static JavaClasses engine;
    private static PackagePicture picture;

    @BeforeAll
    static void read() throws IOException {
        engine = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
        picture = PackagePicture.read(Path.of("README.md"));
    }

    @Test
    void thePictureHasNoCycles() {
        assertThat(picture.packages()).isNotEmpty().allSatisfy(name -> assertThat(picture.reachable(name))
                .doesNotContain(name));
    }

    @Test
    void everyPackageIsInThePicture() {
        assertThat(engine.stream().map(type -> subPackage(type)).filter(name -> !name.isEmpty()))
                .isNotEmpty()
                .isSubsetOf(picture.packages());
    }

    @Test
    void packagesUseOnlyWhatThePictureAllows() {
        assertThat(violations(dependency -> {
                    String from = subPackage(dependency.getOriginClass());
                    String to = subPackage(dependency.getTargetClass());
                    return dependency.getTargetClass().getPackageName().startsWith(ROOT)
                            && !to.isEmpty()
                            && !to.equals(from)
                            && !picture.reachable(from).contains(to);
                }))
                .isEmpty();
    }

    @Test
    void everyArrowIsUsed() {
        assertThat(picture.packages())
                .allSatisfy(from -> assertThat(used(from)).as("used by " + from).containsAll(picture.direct(from)));
    }

    @Test
    void librariesAreUsedOnlyWhereTheyBelong() {
        assertThat(violations(dependency -> {
                    String target =
                            dependency.getTargetClass().getBaseComponentType().getPackageName();
                    boolean ours = target.isEmpty()
                            || target.startsWith(ROOT)
                            || JDK.matcher(target).matches();
                    return !ours && !allowed(target, subPackage(dependency.getOriginClass()));
                }))
                .isEmpty();
    }

    @Test
    void nothingWritesToTheConsoleOrToAnotherLog() {
        noClasses()
                .that()
                .doNotHaveSimpleName(CHILD_PROCESS)
                .should(ACCESS_STANDARD_STREAMS)
                .because("people read the log of the run")
                .check(engine);
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(engine);
    }

    @Test
    void onlyTheContextSleeps() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(EngineContextBuilder.class.getName())
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .because("a wait is a poll with a ticket, or a pause of the context that a test can move on")
                .check(engine);
    }

    @Test
    void constructorsAreShort() {
        assertThat(engine.stream()
                        .filter(type -> !type.isRecord() && !type.isAnonymousClass() && !type.isLocalClass())
                        .flatMap(type -> type.getConstructors().stream())
                        .filter(constructor -> parameters(constructor) > MOST_PARAMETERS)
                        .map(JavaConstructor::getFullName))
                .isEmpty();
    }

    @Test
    void sourcesAreShort() throws IOException {
        assertThat(sources(source -> source.lines().count() > MOST_LINES))
                .as("sources longer than %s lines", MOST_LINES)
                .isEmpty();
    }

    @Test
    void everyTypeSaysWhatItIs() throws IOException {
        Pattern documented = Pattern.compile(
                "\\*/\\s+(@[^\\n]+\\s+)*((public|final|abstract|sealed|non-sealed) )*(class|record|interface|enum|@interface) ");
        assertThat(sources(source -> !documented.matcher(source).find()))
                .filteredOn(file -> !file.endsWith("package-info.java"))
                .as("sources whose type has no docstring")
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIs() {
        assertThat(engine.stream().map(JavaClass::getPackageName).distinct())
                .allMatch(name ->
                        Files.exists(SOURCES.resolve(name.replace('.', '/')).resolve("package-info.java")));
    }

    private static Stream<String> violations(Predicate<Dependency> wrong) {
        return engine.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(wrong)
                .map(dependency -> dependency.getOriginClass().getName() + " uses "
                        + dependency.getTargetClass().getName())
                .distinct()
                .sorted();
    }

    private static List<String> used(String from) {
        return engine.stream()
                .filter(type -> subPackage(type).equals(from))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> subPackage(dependency.getTargetClass()))
                .distinct()
                .toList();
    }

    private static boolean allowed(String target, String from) {
        Optional<String> where = LIBRARIES.entrySet().stream()
                .filter(library -> (target + ".").startsWith(library.getKey() + "."))
                .map(Map.Entry::getValue)
                .findFirst();
        return where.isPresent() && from.matches(where.get());
    }

    /** What a caller writes: the compiler adds name and ordinal to an enum's constructor and the outer object to an inner class's. */
    private static int parameters(JavaConstructor constructor) {
        JavaClass type = constructor.getOwner();
        int added = type.isEnum() ? 2 : type.isInnerClass() ? 1 : 0;
        return constructor.getRawParameterTypes().size() - added;
    }

    private static List<String> sources(Predicate<String> wrong) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> wrong.test(text(file)))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String subPackage(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return name.startsWith(ROOT + ".") ? name.substring(ROOT.length() + 1) : "";
    }
}
