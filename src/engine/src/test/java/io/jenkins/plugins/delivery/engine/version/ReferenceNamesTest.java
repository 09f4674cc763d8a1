package io.jenkins.plugins.delivery.engine.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.git.Tool;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Git's own rules for the names of references (git-check-ref-format), for prefixes of tags and for branches. */
class ReferenceNamesTest {

    private static final String TABLE = "/io/jenkins/plugins/delivery/engine/version/reference-names.csv";
    private static final String OCI_TAG = "[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}";
    private static final String DNS_LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final String KUBERNETES_LABEL = "[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?";

    @TempDir
    Path home;

    private static SemverTagRequest withPrefix(String prefix) {
        return RequestBinder.bind("semverTag", SemverTagRequest.class, Map.of("prefix", prefix));
    }

    /** {@code \u0001} and the like are written out in the table. */
    private static String unescaped(String cell) {
        return cell.translateEscapes().replace("SOH", "\u0001").replace("DEL", "\u007f");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = TABLE, delimiter = ';', numLinesToSkip = 1)
    void prefixesAreJudgedAsGitDoes(String rule, String name, boolean prefix, boolean branch) throws Exception {
        String text = unescaped(name);
        if (prefix) {
            assertThat(withPrefix(text).prefix()).isEqualTo(text);
        } else {
            assertThatThrownBy(() -> withPrefix(text))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("cannot begin a Git tag");
        }
        // JGit refuses the ending .lock at the end only, Git in every part of the path.
        assertThat(Repository.isValidRefName("refs/tags/" + text + "1.2.3"))
                .as("JGit")
                .isEqualTo(prefix || text.startsWith("-") || text.contains(".lock/"));
        Tool.need("git");
        assertThat(Tool.end(home, Map.of(), "git", "check-ref-format", "refs/tags/" + text + "1.2.3")
                                .code()
                        == 0)
                .as("git")
                .isEqualTo(prefix || text.startsWith("-"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = TABLE, delimiter = ';', numLinesToSkip = 1)
    void everyBranchHasALegalLabel(String rule, String name, boolean prefix, boolean branch) throws Exception {
        String text = unescaped(name);
        Tool.need("git");
        assertThat(Tool.end(home, Map.of(), "git", "check-ref-format", "--branch", text)
                                .code()
                        == 0)
                .as("git")
                .isEqualTo(branch);
        // A label is made for anything, since a host may name a branch that Git would refuse.
        isLegal(BranchLabel.of(text));
    }

    private static void isLegal(String label) {
        assertThat(label).matches(DNS_LABEL);
        SemanticVersion version = SemanticVersion.of(10, 20, 30).withPreRelease(label + ".123456.g1234567");
        assertThat(SemanticVersion.parse(version.toString())).isEqualTo(version);
        assertThat(version.toOciTag()).matches(OCI_TAG).matches(KUBERNETES_LABEL);
    }

    @Property(tries = 1000)
    void anyPrefixIsJudgedAsGitDoes(@ForAll("hostile") String text) {
        boolean legal = Repository.isValidRefName("refs/tags/" + text + "1.2.3") && !text.startsWith("-");
        boolean taken;
        try {
            taken = withPrefix(text).prefix().equals(text);
        } catch (InvalidInputException e) {
            taken = false;
        }
        assertThat(taken).as("'" + text + "'").isEqualTo(legal);
    }

    @Property(tries = 500)
    void changeIdsAreLegalLabelsToo(@ForAll("hostile") String text) {
        isLegal(BranchLabel.ofChange(text));
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.strings()
                .withChars("abv1-_./@{}~^:?*[\\ \u0001\u007fé😀;$`\"'")
                .ofMinLength(1)
                .ofMaxLength(24);
    }
}
