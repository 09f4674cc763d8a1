package io.jenkins.plugins.delivery.engine.catalog;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.forge.Forge;
import io.jenkins.plugins.delivery.engine.forge.ForgeAddress;
import io.jenkins.plugins.delivery.engine.forge.ForgeKind;
import io.jenkins.plugins.delivery.engine.forge.PullRequests;
import io.jenkins.plugins.delivery.engine.forge.github.GitHubMerges;
import io.jenkins.plugins.delivery.engine.forge.github.GitHubPullRequests;
import io.jenkins.plugins.delivery.engine.forge.gitlab.GitLabMergeRequests;
import io.jenkins.plugins.delivery.engine.forge.gitlab.GitLabMerges;

/** The sites that host repositories, by their kind. */
final class Forges {

    private Forges() {}

    static Forge forge(ForgeAddress address, String credentialsId, EngineContext context) {
        return new Forge(
                pullRequests(address, credentialsId, context),
                address.kind() == ForgeKind.GITLAB
                        ? GitLabMerges.open(address, credentialsId, context)
                        : GitHubMerges.open(address, credentialsId, context));
    }

    static PullRequests pullRequests(ForgeAddress address, String credentialsId, EngineContext context) {
        return address.kind() == ForgeKind.GITLAB
                ? GitLabMergeRequests.open(address, credentialsId, context)
                : GitHubPullRequests.open(address, credentialsId, context);
    }
}
