package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.testbed.git.BareRepository;
import io.jenkins.plugins.delivery.testbed.git.BareRepository.MergeKind;
import io.jenkins.plugins.delivery.testbed.github.GitHubRepository;
import io.jenkins.plugins.delivery.testbed.github.GitHubServer;
import io.jenkins.plugins.delivery.testbed.github.PullRequest;
import java.nio.file.Path;
import java.util.List;

/** argoPromote by pull request, while nobody merges it. */
final class WaitingProposal implements WaitingStep {

    private static final String TOKEN = "s3cret-of-the-forge";

    private final DeliveryStand stand;
    private final GitHubServer forge = GitHubServer.start(TOKEN, "acme/gitops");
    private final GitHubRepository site = forge.repository("acme/gitops");

    WaitingProposal(Path root) throws Exception {
        stand = new DeliveryStand(root);
        site.hosts(BareRepository.of(stand.git, "gitops"));
    }

    @Override
    public String name() {
        return "argoPromote-pr";
    }

    /** Of the repository and Argo CD under other ids than those of the other deployments. */
    @Override
    public void credentials(Pipelines pipelines) throws Exception {
        pipelines
                .login("gitops-pr", "ci", DeliveryStand.PASSWORD)
                .token("argocd-pr", stand.argo.token())
                .token("forge", TOKEN);
    }

    @Override
    public String script() {
        String call = stand.promotion(
                        "1.4.0",
                        "timeout: '10m', mode: 'pr', autoMerge: false, forge: 'github', forgeUrl: '" + forge.url()
                                + "', forgeProject: 'acme/gitops', forgeCredentialsId: 'forge'")
                .replace("'gitops',", "'gitops-pr',")
                .replace("'argocd'", "'argocd-pr'");
        return "def p = " + call + "\necho \"state: ${p.state}\"";
    }

    @Override
    public String sign() {
        return "nothing is missing, it waits to be merged";
    }

    @Override
    public void release() {
        site.merge(1, MergeKind.MERGE, "Merge pull request #1");
    }

    @Override
    public String end() {
        return "deployed";
    }

    @Override
    public void assertDone() throws Exception {
        assertThat(stand.values()).contains("1.4.0");
        assertThat(site.pulls()).singleElement().extracting(PullRequest::state).isEqualTo(PullRequest.State.MERGED);
    }

    @Override
    public void assertAborted(String log) throws Exception {
        assertThat(log).contains("WARNING: ", "/acme/gitops/pull/1 was closed; stage still has 1.3.0.");
        assertThat(stand.values()).contains("1.3.0");
        assertThat(site.pulls()).singleElement().extracting(PullRequest::state).isEqualTo(PullRequest.State.CLOSED);
    }

    @Override
    public List<String> secrets() {
        return List.of(DeliveryStand.PASSWORD, stand.argo.token(), TOKEN);
    }

    @Override
    public void close() {
        forge.close();
        stand.close();
    }
}
