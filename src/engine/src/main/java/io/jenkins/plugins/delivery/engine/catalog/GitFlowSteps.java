package io.jenkins.plugins.delivery.engine.catalog;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.forge.ForgeAddress;
import io.jenkins.plugins.delivery.engine.forge.ForgeKind;
import io.jenkins.plugins.delivery.engine.forge.PullRequests;
import io.jenkins.plugins.delivery.engine.forge.github.GitHubPullRequests;
import io.jenkins.plugins.delivery.engine.forge.gitlab.GitLabMergeRequests;
import io.jenkins.plugins.delivery.engine.gitflow.GitFlowFinishRequest;
import io.jenkins.plugins.delivery.engine.gitflow.GitFlowFinisher;
import io.jenkins.plugins.delivery.engine.gitflow.GitFlowStartRequest;
import io.jenkins.plugins.delivery.engine.gitflow.GitFlowStarter;
import io.jenkins.plugins.delivery.engine.gitflow.jgit.JGitFlowRepository;
import java.util.List;

/** The steps that start and finish releases and hotfixes. */
final class GitFlowSteps {

    static final List<OperationDescriptor<?, ?>> ALL = List.of(
            new OperationDescriptor<>(
                    "gitFlowStart",
                    "Starts a release from develop or a hotfix from main, after checking that nothing is in the way.",
                    GitFlowStartRequest.class,
                    () -> new GitFlowStarter(JGitFlowRepository::open)),
            new OperationDescriptor<>(
                    "gitFlowFinish",
                    "Merges a release or hotfix to main, tags it and merges it back to develop and open releases; a"
                            + " conflict becomes a pull request.",
                    GitFlowFinishRequest.class,
                    () -> new GitFlowFinisher(JGitFlowRepository::open, GitFlowSteps::pullRequests)));

    private static PullRequests pullRequests(ForgeAddress address, String credentialsId, EngineContext context) {
        return address.kind() == ForgeKind.GITLAB
                ? GitLabMergeRequests.open(address, credentialsId, context)
                : GitHubPullRequests.open(address, credentialsId, context);
    }

    private GitFlowSteps() {}
}
