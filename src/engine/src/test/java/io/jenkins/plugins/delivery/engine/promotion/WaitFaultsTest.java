package io.jenkins.plugins.delivery.engine.promotion;

import static io.jenkins.plugins.delivery.engine.promotion.WaitFault.APP;
import static io.jenkins.plugins.delivery.engine.promotion.WaitFault.fault;

import io.jenkins.plugins.delivery.engine.promotion.WaitFault.End;
import io.jenkins.plugins.delivery.testbed.argo.ArgoApplication;
import io.jenkins.plugins.delivery.testbed.argo.ArgoSource;
import io.jenkins.plugins.delivery.testbed.argo.ArgoTimings;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever applications and their syncs do while a promotion is awaited: how it ends, and the sentence that a person reads. */
class WaitFaultsTest {

    @TempDir
    Path directory;

    /** A promotion that nobody waits for. */
    private static void push(PromotionWorld world, Map<String, Object> changes) {
        Map<String, Object> arguments = new LinkedHashMap<>(changes);
        arguments.put("waitFor", "none");
        try {
            world.promote(arguments);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<WaitFault> truth() {
        return Stream.of(
                fault("healthy, but of the old revision")
                        .with("timeout", "2m")
                        .before(world -> {
                            world.git("branch", "release", "main");
                            world.argo.replace(
                                    ArgoApplication.of(APP, world.gitops, "release", "environments/stage/payments"));
                        })
                        .ends(
                                End.PUT_BACK,
                                "WARN The Argo CD application 'payments-stage' follows 'release' and not the branch 'main';"
                                        + " it may never see the commit.",
                                "argoPromote gave up after 2m",
                                "Synced at #, waiting for Argo CD to sync #; it follows 'release' and not 'main'"),
                fault("healthy, but what is read stands elsewhere")
                        .before(world -> world.argo.replace(
                                ArgoApplication.of(APP, world.gitops, "main", "environments/prod/payments")))
                        .ends(
                                End.DEPLOYED,
                                "WARN None of the images that Argo CD sees in 'payments-stage' has 1.4.0:"
                                        + " registry.example/payments:1.3.0. Check that its manifests read image.tag, and that"
                                        + " ignoreDifferences does not keep the image."),
                fault("healthy for a moment before the rollout begins")
                        .timed(ArgoTimings.usual().withHealthLag(Duration.ofSeconds(15)))
                        .with("stableFor", "30s")
                        .before(world ->
                                world.argo.degradeWhenDeployed(APP, "1.4.0", PodReason.CRASH_LOOP_BACK_OFF, "dies"))
                        .ends(
                                End.PUT_BACK,
                                "Healthy at #, has to stay so for another 30s",
                                "did not come up: it was Healthy at # and is now Degraded at #"),
                fault("healthy, and then not")
                        .at(10, world -> world.argo.degrade(APP, PodReason.OOM_KILLED, "too much"))
                        .ends(End.PUT_BACK, "did not come up: it was Healthy at # and is now Degraded at #"),
                fault("degraded after progressing")
                        .before(world ->
                                world.argo.degradeWhenDeployed(APP, "1.4.0", PodReason.IMAGE_PULL_BACK_OFF, "no image"))
                        .ends(End.PUT_BACK, "did not come up: it is Degraded at #", "no image"),
                fault("degraded from before, and repaired by this version")
                        .timed(ArgoTimings.usual().withHealthLag(Duration.ofSeconds(20)))
                        .before(world ->
                                world.argo.degradeAllBut(APP, "1.4.0", PodReason.CRASH_LOOP_BACK_OFF, "the old one"))
                        .ends(End.DEPLOYED, "Degraded at #, as before the sync; waiting for the rollout to show"),
                fault("the rollout never ends")
                        .with("timeout", "2m")
                        .before(world -> world.argo.stickRollout(APP))
                        .ends(End.PUT_BACK, "Progressing at #, waiting for it to become Healthy"),
                fault("the revision is overtaken by others")
                        .then(world -> world.foreignCommit("README.md", "Other words.\n"))
                        .ends(End.DEPLOYED, "asking Git what Argo CD has synced"),
                fault("the revision moves in the stable time")
                        .at(12, world -> world.foreignCommit("README.md", "Other words.\n"))
                        .at(14, world -> world.argo.notifyPush(world.gitops))
                        .ends(End.DEPLOYED, "Healthy at #, has to stay so for another 1s"),
                fault("overtaken by a person")
                        .then(world -> world.foreignCommit(
                                "environments/stage/payments/values.yaml",
                                PromotionWorld.VALUES.replace("1.3.0", "1.3.9")))
                        .ends(End.SUPERSEDED, "payments 1.4.0 in stage was superseded by a later commit."),
                fault("overtaken by a newer promotion")
                        .then(world ->
                                push(world, Map.of("version", "1.4.2", "run", "https://ci.example/job/payments/88/")))
                        .ends(
                                End.SUPERSEDED,
                                "payments 1.4.0 in stage was superseded by 1.4.2 from run 88"
                                        + " (https://ci.example/job/payments/88/)."),
                fault("the desired state cannot be worked out")
                        .before(world -> world.argo.comparisonError(APP, "helm template failed"))
                        .ends(
                                End.PUT_BACK,
                                "Argo CD cannot work out the desired state (ComparisonError: Failed to load target state:"
                                        + " helm template failed)"),
                fault("the desired state could not be worked out before")
                        .before(world -> {
                            world.argo.comparisonError(APP, "a broken value of others");
                            world.argo.notifyPush(world.gitops);
                            world.clock.advance(Duration.ofSeconds(5));
                            world.argo.heal(APP);
                        })
                        .ends(End.DEPLOYED, "Healthy at #, has to stay so for another"),
                fault("the application is deleted")
                        .with("project", "default")
                        .at(3, world -> world.argo.remove(APP))
                        .ends(End.PUT_BACK, " has no application 'payments-stage' in project 'default'."),
                fault("the application is being deleted")
                        .at(3, world -> world.argo.beginDeletion(APP))
                        .ends(End.PUT_BACK, "did not come up: the application 'payments-stage' is being deleted."),
                fault("the application is made anew")
                        .at(
                                8,
                                world -> world.argo.replace(
                                        ArgoApplication.of(APP, world.gitops, "main", "environments/stage/payments")))
                        .ends(
                                End.DEPLOYED,
                                "WARN The Argo CD application 'payments-stage' was deleted and created again;"
                                        + " what it showed before does not count."),
                fault("another repository")
                        .with("timeout", "1m")
                        .before(world -> world.argo.replace(ArgoApplication.of(
                                APP, ArgoSource.chart("registry.example/charts", "payments", "2.0.0"))))
                        .ends(
                                End.PUT_BACK,
                                "does not follow ",
                                "Synced at 2.0.0, waiting for Argo CD to sync #;"
                                        + " none of its sources is the GitOps repository"));
    }

    static Stream<WaitFault> syncs() {
        return Stream.of(
                fault("the sync fails")
                        .before(world -> world.argo.failSync(APP, "invalid"))
                        .ends(
                                End.PUT_BACK,
                                "did not come up: the sync of # ended as Failed (one or more objects failed to apply,"
                                        + " reason: invalid)"),
                fault("a sync that failed in an earlier run is asked for again")
                        .with("rollback", "off")
                        .before(world -> {
                            world.argo.failSync(APP, "the cluster was full");
                            push(world, Map.of());
                            world.argo.notifyPush(world.gitops);
                            world.clock.advance(Duration.ofSeconds(30));
                            world.argo.tick();
                            world.argo.heal(APP);
                        })
                        .with("run", "https://ci.example/job/payments/9")
                        .ends(End.UNCHANGED, "OutOfSync at #, waiting for another sync of it"),
                fault("the sync does not end")
                        .with("timeout", "3m")
                        .before(world -> world.argo.stickOperation(APP))
                        .ends(
                                End.PUT_BACK,
                                "argoPromote gave up after 3m",
                                "OutOfSync at #, syncing it; the sync has been Running for 2m 57s (waiting for completion)"),
                fault("the sync does not end and is terminated")
                        .with("terminateStuck", "2m")
                        .before(world -> world.argo.stickOperation(APP))
                        .at(121, world -> world.argo.heal(APP))
                        .ends(
                                End.DEPLOYED,
                                " has not ended within 2m; it is terminated, as terminateStuck says, and a sync is asked for"
                                        + " once more.",
                                "OutOfSync at #, waiting for another sync of it"),
                fault("the second sync does not end either")
                        .with("terminateStuck", "1m")
                        .with("timeout", "5m")
                        .before(world -> world.argo.stickOperation(APP))
                        .ends(End.PUT_BACK, "argoPromote gave up after 5m", "the sync has been Running for"),
                fault("a sync of an older revision is in the way")
                        .with("timeout", "3m")
                        .before(world -> {
                            world.argo.stickOperation(APP);
                            world.foreignCommit(
                                    "environments/stage/payments/values.yaml",
                                    PromotionWorld.VALUES.replace("replicas: 2", "replicas: 3"));
                            world.argo.notifyPush(world.gitops);
                        })
                        .ends(
                                End.PUT_BACK,
                                "; a sync of # is in the way, which has been Running for 2m 57s (waiting for completion)"),
                fault("a sync window denies the sync")
                        .before(world -> world.argo.denySyncs(APP, "0 22 * * *", "8h"))
                        .at(60, world -> {
                            world.argo.heal(APP);
                            world.argo.notifyPush(world.gitops);
                        })
                        .ends(
                                End.DEPLOYED,
                                "OutOfSync at #, waiting for Argo CD to sync it;"
                                        + " the sync window that denies it is open ('0 22 * * *' for 8h)"),
                fault("a sync window denies the sync that is asked for")
                        .before(world -> {
                            world.argo.replace(
                                    ArgoApplication.of(APP, world.gitops, "main", "environments/stage/payments")
                                            .manualSync());
                            world.argo.denySyncs(APP, "0 22 * * *", "8h");
                        })
                        .at(60, world -> world.argo.heal(APP))
                        .ends(End.DEPLOYED, "waiting for Argo CD to sync it; a sync window forbids it"),
                fault("nobody syncs by itself")
                        .before(world -> world.argo.replace(
                                ArgoApplication.of(APP, world.gitops, "main", "environments/stage/payments")
                                        .manualSync()))
                        .ends(End.DEPLOYED, "OutOfSync at #, waiting for Argo CD to sync it"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"truth", "syncs"})
    void endsWithItsSentence(WaitFault fault) throws InterruptedException {
        fault.play(directory);
    }
}
