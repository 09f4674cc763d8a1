package io.jenkins.plugins.delivery.engine.catalog;

import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.chart.HelmPackageRequest;
import io.jenkins.plugins.delivery.engine.chart.HelmPackager;
import io.jenkins.plugins.delivery.engine.chart.cli.AgentOrEmbedded;
import io.jenkins.plugins.delivery.engine.chart.helm.ForkedHelm;
import io.jenkins.plugins.delivery.engine.evidence.EvidenceRecordRequest;
import io.jenkins.plugins.delivery.engine.evidence.EvidenceRecorder;
import io.jenkins.plugins.delivery.engine.image.ImagePushRequest;
import io.jenkins.plugins.delivery.engine.image.ImagePusher;
import io.jenkins.plugins.delivery.engine.image.Registries;
import io.jenkins.plugins.delivery.engine.image.RegistryLogin;
import io.jenkins.plugins.delivery.engine.image.RegistryLoginRequest;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrAccess;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrImageScanner;
import io.jenkins.plugins.delivery.engine.image.oci.HttpRegistry;
import io.jenkins.plugins.delivery.engine.scan.EcrScan;
import io.jenkins.plugins.delivery.engine.scan.EcrScanRequest;
import java.util.List;

/** The steps that make artifacts and judge them. */
final class ArtifactSteps {

    static final List<OperationDescriptor<?, ?>> ALL = List.of(
            new OperationDescriptor<>(
                    "registryLogin",
                    "Lends a short-lived log-in to build tools that push by themselves, beside the workspace, and takes it"
                            + " away again.",
                    RegistryLoginRequest.class,
                    () -> new RegistryLogin(registries())),
            new OperationDescriptor<>(
                    "imagePush",
                    "Pushes a built image, or finds the one of an equal source tree, and names it by version and"
                            + " commit.",
                    ImagePushRequest.class,
                    () -> new ImagePusher(registries())),
            new OperationDescriptor<>(
                    "ecrScan",
                    "Waits for the vulnerability findings of an image in ECR and decides by policy and allow list.",
                    EcrScanRequest.class,
                    () -> new EcrScan(EcrImageScanner::open)),
            new OperationDescriptor<>(
                    "helmPackage",
                    "Packages one version of a Helm chart, checks it for every environment and pushes it to a"
                            + " registry.",
                    HelmPackageRequest.class,
                    () -> new HelmPackager(new AgentOrEmbedded(ForkedHelm.sessions()), registries())),
            new OperationDescriptor<>(
                    "evidenceRecord",
                    "Writes down what a version has proved, keeps it with image and chart, and gives a chart that was"
                            + " held back its tag.",
                    EvidenceRecordRequest.class,
                    () -> new EvidenceRecorder(registries())));

    private ArtifactSteps() {}

    static Registries registries() {
        return new Registries(HttpRegistry::open, EcrAccess::open);
    }
}
