package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.testbed.git.BareRepository.MergeKind;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import io.jenkins.plugins.delivery.testbed.github.PullRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One of several pull requests for a service is left, and nothing stays open that nobody waits for. */
class PullRequestRivalsTest extends GitHubFixture {

    @Test
    void closesTheOlderOneAsSuperseded() throws Exception {
        List<String> commits = source();
        Ticket older = start(of(commits.get(0), "1.4.0", 7));
        Ticket newer = start(of(commits.get(1), "1.5.0", 8));

        assertThat(finish(older).state()).isEqualTo(PromotionState.SUPERSEDED);
        assertThat(repository.comments(1)).singleElement().satisfies(comment -> assertThat(comment.body())
                .contains("Superseded by `payments 1.5.0`: " + github.url() + "/acme/gitops/pull/2"));
        repository.merge(2, MergeKind.MERGE, "Merge");
        assertThat(finish(newer).state()).isEqualTo(PromotionState.DEPLOYED);
        assertThat(world.values("stage")).contains("1.5.0");
    }

    @Test
    void doesNotOvertakeTheNewerOne() throws Exception {
        List<String> commits = source();
        start(of(commits.get(1), "1.5.0", 8));
        Ticket older = start(of(commits.get(0), "1.4.0", 7));

        assertThat(finish(older).state()).isEqualTo(PromotionState.SUPERSEDED);
        assertThat(repository.pulls())
                .singleElement()
                .extracting(PullRequest::state)
                .isEqualTo(PullRequest.State.OPEN);
        assertThat(world.git("branch", "--list", "delivery/*").lines()).hasSize(1);
    }

    private Map<String, Object> of(String commit, String version, int run) {
        return Map.of(
                "autoMerge",
                false,
                "commit",
                commit,
                "version",
                version,
                "source",
                world.git.url("payments"),
                "sourceCredentialsId",
                "git",
                "run",
                "https://ci.example/job/payments/" + run);
    }

    private List<String> source() {
        String url = world.git.create("payments");
        try (RepositoryBuilder service = RepositoryBuilder.init(directory.resolve("payments"))) {
            String first = service.commit("feat: one", Map.of("a", "1")).head();
            String second = service.commit("feat: two", Map.of("a", "2")).head();
            service.push(url, PromotionWorld.access());
            return List.of(first, second);
        }
    }

    @Test
    void failsWhenSomebodyClosesIt() throws Exception {
        Ticket ticket = start(Map.of("autoMerge", false));
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(github.url() + "/repos/acme/gitops/pulls/1"))
                                .header("Authorization", "Bearer " + TOKEN)
                                .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"state\":\"closed\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());

        assertThatThrownBy(() -> turn(ticket))
                .isInstanceOf(TerminalException.class)
                .hasMessage("payments 1.4.0 in stage was not promoted: its pull request " + github.url()
                        + "/acme/gitops/pull/1 was closed without being merged. stage still has 1.3.0. Promote it"
                        + " again, or reopen it first; a branch that was deleted has to be restored before.");
    }

    @Test
    void anAbortClosesItAndSaysSo() throws Exception {
        Ticket ticket = start(Map.of("autoMerge", false));

        assertThat(world.promoter().cancel(ticket, "aborted by ada\n/merge", world.context()))
                .isEqualTo(
                        "The pull request " + github.url() + "/acme/gitops/pull/1 was closed; stage still has 1.3.0.");
        assertThat(repository.pulls().get(0).state()).isEqualTo(PullRequest.State.CLOSED);
        assertThat(repository.comments(1)).singleElement().satisfies(comment -> assertThat(comment.body())
                .contains("gave this promotion up", "```text\naborted by ada /merge\n```"));
        assertThat(world.git("branch", "--list", "delivery/*")).isEmpty();
        assertThat(world.commits()).isEqualTo(1);
    }
}
