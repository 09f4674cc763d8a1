package io.jenkins.plugins.delivery.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.recorded.stub.Stubs;
import io.jenkins.plugins.delivery.recorded.usage.ApiRecorder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is recorded in a compile with the real API is what a compile without it needs, and no more. */
class RoundTripTest {

    /** The real API, compiled, and what the toy adapter uses of it. */
    @TempDir
    static Path toy;

    private static ApiList used;

    @TempDir
    Path directory;

    private String api = toy.resolve("classes").toString();

    @BeforeAll
    static void recordOnce() throws IOException {
        assertThat(Sources.write(toy.resolve("api"), Toy.API).compile(toy.resolve("classes"), ""))
                .isEmpty();
        used = ApiRecorder.record(
                Sources.write(toy.resolve("adapter"), Toy.ADAPTER).directory(),
                toy.resolve("classes").toString());
    }

    @Test
    void theAdapterCompilesAgainstTheStubs() throws IOException {
        assertThat(againstStubs(used, Toy.ADAPTER)).isEmpty();
    }

    @Test
    void theListSaysWhatIsUsedAndNothingElse() throws IOException {
        try (InputStream expected = RoundTripTest.class.getResourceAsStream("toy-api.txt")) {
            assertThat(used.text()).isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void theStubsAreRecordedLikeTheRealApi() throws IOException {
        Path stubs = directory.resolve("stubs");
        Stubs.write(used, stubs);
        ApiList ofStubs = ApiRecorder.record(
                Sources.write(directory.resolve("again"), Toy.ADAPTER).directory(), stubs.toString());
        assertThat(ofStubs.beyond(used)).isEmpty();
        assertThat(used.beyond(ofStubs)).isEmpty();
    }

    @Test
    void theListSaysWhichVersionsItComesFrom() throws IOException {
        Path version = Files.createDirectories(directory.resolve("a repository/org/toy/toy-core/2.568.2"));
        String jar = version.resolve("toy-core-2.568.2.jar").toString();
        ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "cf", jar, "-C", api, ".");
        api = jar;
        assertThat(record(Toy.ADAPTER).origins()).containsExactly("toy-core 2.568.2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a method            | public class Use { void use() { hudson.toy.Jenkins.get().unused(); } } | unused
            a lambda            | public class Use { void use() { hudson.toy.Jenkins.get().unusedListen(() -> {}); } } | unusedListen
            a constructor       | public class Use { Object use() { return new hudson.toy.Refused(); } } | Refused
            no constructor      | public class Use { Object use() { return new hudson.toy.Jenkins(); } } | Jenkins
            a type              | public class Use { hudson.toy.ItemGroup<?> use; } | ItemGroup
            an annotation value | @hudson.toy.Mark(unused = 1) public class Use {} | unused
            a constant          | public class Use { Object use = hudson.toy.Run.LOCK; } | LOCK
            a forgotten method  | public class Use extends hudson.toy.Descriptor<String> {} | create
            a checked exception | public class Use { void use(OurDescriptor of) { of.create(java.util.Map.of()); } } | FormException
            a wrong target      | public class Use { @hudson.toy.Mark int use; } | applicable
            protected access    | public class Use { Object use(OurJob of) { return of.name; } } | name
            """)
    void whatIsNotListedDoesNotCompile(String what, String source, String named) throws IOException {
        assertThat(againstStubs(used, adapterWith(source)))
                .as(what)
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error).contains("Use.java").contains(named));
    }

    @Test
    void newUseIsADifference() throws IOException {
        ApiList after = record(adapterWith("public class Use { void use() { hudson.toy.Jenkins.get().unused(); } }"));
        assertThat(after.beyond(used)).containsExactly("hudson.toy.Middle: public void unused()");
        assertThat(used.beyond(after)).isEmpty();
    }

    @Test
    void useThatEndedIsADifference() throws IOException {
        ApiList after = record(Toy.ADAPTER[0], Toy.ADAPTER[1]);
        // Nobody needs to know any more that it is a label.
        assertThat(after.beyond(used)).containsExactly("public enum hudson.toy.Result");
        assertThat(used.beyond(after))
                .contains(
                        "public interface hudson.toy.StringListener extends hudson.toy.Listener<String>",
                        "hudson.toy.Result: public String text()");
    }

    @Test
    void anotherRealSignatureIsADifference() throws IOException {
        String[] changed = Toy.API.clone();
        changed[changed.length - 1] =
                changed[changed.length - 1].replace("Listener<String> listener", "Listener<? super String> listener");
        Path classes = directory.resolve("changed-classes");
        assertThat(Sources.write(directory.resolve("changed"), changed).compile(classes, ""))
                .isEmpty();
        ApiList after = ApiRecorder.record(
                Sources.write(directory.resolve("again"), Toy.ADAPTER).directory(), classes.toString());
        assertThat(after.beyond(used))
                .containsExactly("hudson.toy.Jenkins: public void listen(hudson.toy.Listener<? super String>)");
        assertThat(used.beyond(after))
                .containsExactly("hudson.toy.Jenkins: public void listen(hudson.toy.Listener<String>)");
    }

    @Test
    void sourcesThatDoNotCompileAreNotRecorded() {
        assertThatThrownBy(() -> record("package io.jenkins.plugins.delivery.toy; public class Bad extends Missing {}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("do not compile")
                .hasMessageContaining("Missing");
    }

    @Test
    void aMentionedTypeMustBeOnTheClassPath() throws IOException {
        api = directory.resolve("incomplete").toString();
        assertThat(Sources.in(toy.resolve("api")).compile(Path.of(api), "")).isEmpty();
        Files.delete(Path.of(api, "hudson", "toy", "StringListener.class"));
        assertThatThrownBy(() -> record("package io.jenkins.plugins.delivery.toy; public class Use {"
                        + " Object use = hudson.toy.Jenkins.get(); { hudson.toy.Jenkins.get().listenAlways(null); } }"))
                .hasMessageContaining("StringListener");
    }

    private static String[] adapterWith(String source) {
        String[] adapter = Arrays.copyOf(Toy.ADAPTER, Toy.ADAPTER.length + 1);
        adapter[Toy.ADAPTER.length] = "package io.jenkins.plugins.delivery.toy;\n" + source;
        return adapter;
    }

    private ApiList record(String... adapter) throws IOException {
        Path sources = Files.createTempDirectory(directory, "recorded");
        return ApiRecorder.record(Sources.write(sources, adapter).directory(), api);
    }

    private List<String> againstStubs(ApiList list, String... adapter) throws IOException {
        Path stubs = directory.resolve("stubs");
        Stubs.write(ApiList.parse(list.text()), stubs);
        return Sources.write(directory.resolve("adapter"), adapter)
                .compile(directory.resolve("classes"), stubs.toString());
    }
}
