package io.jenkins.plugins.delivery.engine.gitflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of servers as their users report them. */
class PushRejectionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            error: GH006: Protected branch update failed for refs/heads/develop. | protected branch hook declined | GitHub's branch protection
            error: GH013: Repository rule violations found for refs/heads/develop. | push declined due to repository rule violations | GitHub's repository rules
            GitLab: You are not allowed to push code to protected branches on this project. | pre-receive hook declined | GitLab's branch protection
            GitLab: You are not allowed to push code to this protected branch. | pre-receive hook declined | GitLab's branch protection
            Branch refs/heads/develop can only be modified through pull requests. | pre-receive hook declined | Bitbucket's branch permissions
            Permission denied to update branch develop. | pre-receive hook declined | Bitbucket's branch permissions
            TF402455: Pushes to this branch are not permitted; you must use a pull request to update this branch. | refused | Azure DevOps' branch policy
            '' | prohibited by Gerrit: not permitted: update | Gerrit's access rules
            '' | pre-receive hook declined | the remote
            """)
    void theServerIsRecognised(String messages, String reason, String who) {
        PushRejection rejection = new PushRejection(report(messages, Map.of("refs/heads/develop", reason)));

        assertThat(rejection.described())
                .startsWith(who + " refused the push, saying \"")
                .contains(reason);
        assertThat(rejection.protection().isPresent()).isEqualTo(!who.equals("the remote"));
    }

    @Test
    void theRefThatWasRefusedForItselfIsFound() {
        assertThat(new PushRejection(report(
                                "",
                                Map.of(
                                        "refs/heads/main", "atomic push failure",
                                        "refs/tags/v1", "transaction aborted",
                                        "refs/heads/develop", "protected branch hook declined")))
                        .culprits())
                .containsExactly("refs/heads/develop");
        assertThat(new PushRejection(report(
                                "error: GH006: Protected branch update failed for refs/heads/develop.",
                                Map.of(
                                        "refs/heads/main", "pre-receive hook declined",
                                        "refs/heads/develop", "pre-receive hook declined")))
                        .culprits())
                .containsExactly("refs/heads/develop");
        assertThat(new PushRejection(report(
                                "no",
                                Map.of(
                                        "refs/heads/main", "pre-receive hook declined",
                                        "refs/heads/develop", "pre-receive hook declined")))
                        .culprits())
                .containsExactly("refs/heads/develop", "refs/heads/main");
    }

    @Test
    void longWordsAreCutAndControlCharactersDropped() {
        String words = new PushRejection(report("a\u001b[31m" + "x".repeat(2000), Map.of("refs/heads/main", "no")))
                .described();

        assertThat(words).hasSizeLessThan(500).doesNotContain("\u001b");
    }

    private static PushReport report(String messages, Map<String, String> rejected) {
        return new PushReport(PushReport.Outcome.REJECTED, rejected, messages);
    }
}
