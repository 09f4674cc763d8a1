package io.jenkins.plugins.delivery.engine.catalog;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.forge.CommitStatuses;
import io.jenkins.plugins.delivery.engine.forge.Forge;
import io.jenkins.plugins.delivery.engine.forge.ForgeAddress;
import io.jenkins.plugins.delivery.engine.forge.ForgeKind;
import io.jenkins.plugins.delivery.engine.forge.PullRequests;
import io.jenkins.plugins.delivery.engine.forge.Reviews;
import io.jenkins.plugins.delivery.engine.forge.github.GitHubMerges;
import io.jenkins.plugins.delivery.engine.forge.github.GitHubPullRequests;
import io.jenkins.plugins.delivery.engine.forge.github.GitHubReviews;
import io.jenkins.plugins.delivery.engine.forge.github.GitHubStatuses;
import io.jenkins.plugins.delivery.engine.forge.gitlab.GitLabMergeRequests;
import io.jenkins.plugins.delivery.engine.forge.gitlab.GitLabMerges;
import io.jenkins.plugins.delivery.engine.forge.gitlab.GitLabReviews;
import io.jenkins.plugins.delivery.engine.forge.gitlab.GitLabStatuses;

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

    static CommitStatuses statuses(ForgeAddress address, String credentialsId, EngineContext context) {
        return address.kind() == ForgeKind.GITLAB
                ? GitLabStatuses.open(address, credentialsId, context)
                : GitHubStatuses.open(address, credentialsId, context);
    }

    static Reviews reviews(ForgeAddress address, String credentialsId, EngineContext context) {
        return address.kind() == ForgeKind.GITLAB
                ? GitLabReviews.open(address, credentialsId, context)
                : GitHubReviews.open(address, credentialsId, context);
    }
}
