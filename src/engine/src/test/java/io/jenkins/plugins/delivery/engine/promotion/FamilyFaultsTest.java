package io.jenkins.plugins.delivery.engine.promotion;

import static io.jenkins.plugins.delivery.engine.promotion.WaitFault.APP;
import static io.jenkins.plugins.delivery.engine.promotion.WaitFault.fault;

import io.jenkins.plugins.delivery.engine.promotion.WaitFault.End;
import io.jenkins.plugins.delivery.testbed.argo.ArgoApplication;
import io.jenkins.plugins.delivery.testbed.argo.ArgoSource;
import io.jenkins.plugins.delivery.testbed.argo.HelmValues;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Applications that do not stand alone: several sources, a parent that declares them, children of their own. */
class FamilyFaultsTest {

    private static final String PARENT = "apps-stage";

    @TempDir
    Path directory;

    private static String child(String name, String source) {
        return """
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata:
                  name: %s
                spec:
                  project: default
                  source:
                %s
                  syncPolicy:
                    automated: {}
                """.formatted(name, source.indent(4).stripTrailing());
    }

    private static String chart(String version, String tag) {
        return "repoURL: registry.example/charts\nchart: shop\ntargetRevision: %s\nhelm:\n  valuesObject:\n    image:\n      repository: registry.example/shop\n      tag: %s\n"
                .formatted(version, tag);
    }

    private static void appOfApps(PromotionWorld world, Map<String, String> manifests) {
        manifests.forEach((name, text) -> world.foreignCommit("apps/stage/" + name + ".yaml", text));
        world.argo.define(ArgoApplication.of(PARENT, world.gitops, "main", "apps/stage"));
    }

    private static WaitFault ofShop(String name, Map<String, Object> set) {
        return fault(name)
                .with("service", "shop")
                .with("chartVersion", "2.1.0")
                .with("file", "apps/${env}/shop.yaml")
                .with("set", set)
                .before(world -> appOfApps(world, Map.of("shop", child("shop-stage", chart("2.0.0", "1.3.0")))));
    }

    private static WaitFault ofParent(String name) {
        return fault(name)
                .with("service", "shop")
                .with("app", PARENT)
                .with("file", "apps/${env}/worker.yaml")
                .with("set", Map.of("spec.source.helm.valuesObject.image.tag", "${version}"))
                .before(world -> appOfApps(
                        world,
                        Map.of(
                                "api", child("api", chart("2.0.0", "1.3.0")),
                                "worker", child("worker", chart("2.0.0", "1.3.0")))));
    }

    static Stream<WaitFault> families() {
        return Stream.of(
                fault("several sources, one of them in the GitOps repository")
                        .before(world -> world.argo.replace(ArgoApplication.of(
                                APP,
                                ArgoSource.chart("registry.example/charts", "payments", "2.0.0")
                                        .withHelm(HelmValues.files("$ops/environments/stage/payments/values.yaml")),
                                ArgoSource.reference(world.gitops, "main", "ops"))))
                        .ends(End.DEPLOYED, "Healthy at #, has to stay so for another"),
                ofShop(
                                "a chart without a commit, by its version",
                                Map.of("spec.source.targetRevision", "${chartVersion}"))
                        .ends(
                                End.DEPLOYED,
                                "The Argo CD application 'shop-stage' gets the commit by way of 'apps-stage', which declares"
                                        + " it.",
                                "Healthy at 2.1.0, has to stay so for another"),
                ofShop(
                                "a chart whose version stays: only a value of it is promoted",
                                Map.of("spec.source.helm.valuesObject.image.tag", "${version}"))
                        .ends(
                                End.DEPLOYED,
                                "Synced at 2.0.0, waiting for Argo CD to sync #; its parent 'apps-stage' has not been looked"
                                        + " at yet",
                                "Healthy at 2.0.0, has to stay so for another"),
                ofShop("the parent cannot be worked out", Map.of("spec.source.targetRevision", "${chartVersion}"))
                        .then(world -> world.argo.comparisonError(PARENT, "kustomize build failed"))
                        .ends(
                                End.FAILED,
                                "did not come up: its parent 'apps-stage': Argo CD cannot work out the desired state"),
                ofShop("the parent's sync fails", Map.of("spec.source.targetRevision", "${chartVersion}"))
                        .then(world -> world.argo.failSync(PARENT, "no such project"))
                        .ends(End.FAILED, "did not come up: its parent 'apps-stage': the sync of # ended as Failed"),
                ofShop("the child is degraded", Map.of("spec.source.helm.valuesObject.image.tag", "${version}"))
                        .then(world -> world.argo.degradeWhenDeployed(
                                "shop-stage", "1.4.0", PodReason.CRASH_LOOP_BACK_OFF, "dies"))
                        .ends(End.FAILED, "did not come up: it is Degraded at 2.0.0"),
                ofParent("a child of the application is degraded")
                        .then(world -> world.argo.degradeWhenDeployed(
                                "worker", "1.4.0", PodReason.CRASH_LOOP_BACK_OFF, "dies"))
                        .ends(End.FAILED, "did not come up: its child 'worker': it is Degraded at 2.0.0"),
                ofParent("a child of the application takes long")
                        .then(world -> world.argo.stickRollout("worker"))
                        .at(90, world -> world.argo.heal("worker"))
                        .ends(
                                End.DEPLOYED,
                                "it is through; its child 'worker' is Progressing at 2.0.0, waiting for it to become"
                                        + " Healthy"),
                ofParent("a child of the application is deleted")
                        .then(world -> world.argo.stickRollout("worker"))
                        .at(60, world -> world.argo.remove("worker"))
                        .ends(End.FAILED, "check that 'worker' is there, or set project."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("families")
    void endsWithItsSentence(WaitFault fault) throws InterruptedException {
        fault.play(directory);
    }
}
