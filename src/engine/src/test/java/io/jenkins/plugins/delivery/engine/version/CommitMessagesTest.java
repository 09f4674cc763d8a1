package io.jenkins.plugins.delivery.engine.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The rules of Conventional Commits 1.0.0 by their numbers, and the messages that hosts write. */
class CommitMessagesTest {

    private static final String TABLES = "/io/jenkins/plugins/delivery/engine/version/";

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = TABLES + "messages.csv", delimiter = ';', numLinesToSkip = 1)
    void isReadToTheLetter(String item, String message, String type, String scope, Bump bump, String note) {
        ConventionalCommit commit = ConventionalCommit.parse(Facts.lines(message));
        assertThat(commit.type()).isEqualTo(Facts.lines(type));
        assertThat(commit.scope()).isEqualTo(Facts.lines(scope));
        assertThat(commit.bump(CommitTypes.standard())).isEqualTo(bump);
        assertThat(commit.breaking()).isEqualTo(bump == Bump.MAJOR);
        assertThat(commit.breakingNote()).isEqualTo(Facts.lines(note));
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = TABLES + "footers.csv", delimiter = ';', numLinesToSkip = 1)
    void footersAreRead(String message, String footers, String closing) {
        List<String> lines = Facts.lines(message).lines().skip(1).toList();
        assertThat(shown(Footer.of(lines))).isEqualTo(footers == null ? "" : footers);
        assertThat(shown(Footer.closing(lines))).isEqualTo(closing == null ? "" : closing);
    }

    private static String shown(List<Footer> footers) {
        return String.join(
                " & ",
                footers.stream()
                        .map(footer -> footer.token() + "="
                                + footer.value().replace("\n\n", "||").replace('\n', '|'))
                        .toList());
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = TABLES + "squashes.csv", delimiter = ';', numLinesToSkip = 1)
    void listsOfMessagesAreTakenApart(boolean merge, String message, Bump bump, String by) {
        Commit commit = Facts.commit("c1", Facts.lines(message), merge ? List.of("c0", "side") : List.of("c0"));
        CommitRange.Demand demand = new CommitRange(List.of(commit), CommitTypes.standard()).demand();
        assertThat(demand.bump()).isEqualTo(bump);
        assertThat(demand.why()).startsWith(by == null ? "" : "'" + by + "'");
    }
}
