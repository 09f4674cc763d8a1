package io.jenkins.plugins.delivery.engine.catalog;

import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.chart.cli.AgentOrEmbedded;
import io.jenkins.plugins.delivery.engine.chart.helm.ForkedHelm;
import io.jenkins.plugins.delivery.engine.deploy.DeployLedger;
import io.jenkins.plugins.delivery.engine.deploy.DeployOperation;
import io.jenkins.plugins.delivery.engine.deploy.GitDeployLedger;
import io.jenkins.plugins.delivery.engine.deploy.ecs.EcsDeployRequest;
import io.jenkins.plugins.delivery.engine.deploy.ecs.EcsDeployer;
import io.jenkins.plugins.delivery.engine.deploy.helm.HelmDeployRequest;
import io.jenkins.plugins.delivery.engine.deploy.helm.HelmDeployer;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitSourceHistory;
import java.util.List;

/** The steps that bring a version to an environment which Argo CD does not look after. */
final class DeploySteps {

    private static final DeployLedger LEDGER = new GitDeployLedger(JGitGitOpsRepository::open, JGitSourceHistory::open);

    static final List<OperationDescriptor<?, ?>> ALL = List.of(
            new OperationDescriptor<>(
                    "helmDeploy",
                    "Upgrades a Helm release and waits until its workloads are ready; goes back to the last good revision if they"
                            + " are not.",
                    HelmDeployRequest.class,
                    () -> new DeployOperation<>(
                            new HelmDeployer(new AgentOrEmbedded(ForkedHelm.sessions()), ArtifactSteps.registries()),
                            LEDGER)),
            new OperationDescriptor<>(
                    "ecsDeploy",
                    "Moves a service of Amazon ECS to a task definition with the new image and waits for its steady state; goes"
                            + " back if it fails.",
                    EcsDeployRequest.class,
                    () -> new DeployOperation<>(new EcsDeployer(), LEDGER)));

    private DeploySteps() {}
}
