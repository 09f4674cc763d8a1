package io.jenkins.plugins.delivery.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.recorded.stub.Stubs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiListTest {

    private static final ApiList LIST = new ApiList(
            List.of("jenkins-core 2.568.2", "structs 362"),
            List.of(
                    new ApiType("public interface hudson.A<T>", List.of("public abstract T get()")),
                    new ApiType("public class hudson.B", List.of())));

    @TempDir
    Path stubs;

    @Test
    void readsWhatItWrites() {
        assertThat(ApiList.parse(LIST.text())).isEqualTo(LIST);
    }

    @Test
    void tellsHowToRecord() {
        assertThat(LIST.text()).startsWith("#").contains(ApiList.COMMAND);
    }

    @Test
    void aDifferenceNamesTypeAndMember() {
        ApiList other = new ApiList(
                List.of("jenkins-core 2.570.1", "structs 362"),
                List.of(new ApiType("public interface hudson.A<T>", List.of("public abstract T get(int)"))));
        assertThat(LIST.beyond(other))
                .containsExactly(
                        "from jenkins-core 2.568.2", "hudson.A: public abstract T get()", "public class hudson.B");
        assertThat(other.beyond(LIST))
                .containsExactly("from jenkins-core 2.570.1", "hudson.A: public abstract T get(int)");
    }

    @Test
    void aMemberNeedsAType() {
        assertThatThrownBy(() -> ApiList.parse("    public int size()\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'public int size()'")
                .hasMessageContaining("Record the list anew");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            public hudson.A                                |                         | declares no type
            public module hudson.A class hudson.B          |                         | class, interface, enum or @interface
            public class hudson.A extends hudson.Missing   |                         | mentions hudson.Missing but does not list it
            public class hudson.A with more                |                         | Expected the end of the line
            @Nullable public class hudson.A                |                         | annotation @Nullable that
            public class hudson.A                          | public int size() more  | Expected the end of the line
            public class hudson.A                          | public int size(        | Expected
            public class hudson.A                          | public int size(int Z   | Expected ')'
            public class hudson.A                          | public Map<String size  | Expected '>'
            """)
    void stubsRefuseALineThatTheRecorderDoesNotWrite(String type, String member, String problem) {
        ApiList list = new ApiList(List.of(), List.of(new ApiType(type, member == null ? List.of() : List.of(member))));
        assertThatThrownBy(() -> Stubs.write(list, stubs))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining("Record the list anew");
    }
}
