package io.jenkins.plugins.delivery.engine.catalog;

import io.jenkins.plugins.delivery.engine.OperationDescriptor;
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
                    () -> new GitFlowFinisher(JGitFlowRepository::open, Forges::pullRequests)));

    private GitFlowSteps() {}
}
