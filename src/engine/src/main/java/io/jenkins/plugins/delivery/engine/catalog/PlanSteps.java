package io.jenkins.plugins.delivery.engine.catalog;

import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.flow.DeliveryCheck;
import io.jenkins.plugins.delivery.engine.flow.DeliveryCheckRequest;
import io.jenkins.plugins.delivery.engine.flow.DeliveryPlanRequest;
import io.jenkins.plugins.delivery.engine.flow.DeliveryPlanning;
import io.jenkins.plugins.delivery.engine.version.jgit.JGitSourceFiles;
import java.util.List;

/** The steps that say what a delivery will do. */
final class PlanSteps {

    static final List<OperationDescriptor<?, ?>> ALL = List.of(
            new OperationDescriptor<>(
                    "deliveryCheck",
                    "Refuses a wrong configuration, library or agent before anything is done, and says how to take the"
                            + " agent.",
                    DeliveryCheckRequest.class,
                    () -> new DeliveryCheck(OperationCatalog.GATES)),
            new OperationDescriptor<>(
                    "deliveryPlan",
                    "Says what the build of this commit will do: stages, version, files, approvals, messages.",
                    DeliveryPlanRequest.class,
                    () -> new DeliveryPlanning(
                            VersionSteps.semverTagger(), new JGitSourceFiles(), OperationCatalog.GATES)));

    private PlanSteps() {}
}
