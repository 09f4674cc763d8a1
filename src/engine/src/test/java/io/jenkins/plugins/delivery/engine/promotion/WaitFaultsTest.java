package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.argo.http.ArgoHttpClient;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitSourceHistory;
import io.jenkins.plugins.delivery.testbed.argo.ArgoApplication;
import io.jenkins.plugins.delivery.testbed.argo.ArgoSource;
import io.jenkins.plugins.delivery.testbed.argo.ArgoTimings;
import io.jenkins.plugins.delivery.testbed.argo.HelmValues;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever Argo CD does while a promotion is awaited: how it ends, and the sentence that a person reads. */
class WaitFaultsTest {

    private static final String APP = "payments-stage";
    private static final String PATH = "/api/v1/applications/" + APP;
    private static final String HTML = "<html><body>Please log in</body></html>";

    /** How a promotion ends. */
    private enum End {
        /** It ended before anything was pushed. */
        NOTHING_DONE,
        DEPLOYED,
        UNCHANGED,
        SUPERSEDED,
        /** It failed after the push, and the old value is back. */
        PUT_BACK,
        /** It failed, and a later change of others stands. */
        FAILED
    }

    /** What happens to a world when. */
    private static final class Fault {
        private final String name;
        private final Map<String, Object> request = new LinkedHashMap<>();
        private final Map<Integer, Consumer<PromotionWorld>> later = new TreeMap<>();
        private ArgoTimings timings = ArgoTimings.usual();
        private Duration patience = Duration.ofSeconds(20);
        private Consumer<PromotionWorld> before = world -> {};
        private End end;
        private List<String> sentences;

        Fault(String name) {
            this.name = name;
        }

        Fault with(String parameter, Object value) {
            request.put(parameter, value);
            return this;
        }

        /** Waits for each answer only a moment. */
        Fault impatient() {
            patience = Duration.ofMillis(300);
            return this;
        }

        Fault timed(ArgoTimings value) {
            timings = value;
            return this;
        }

        Fault before(Consumer<PromotionWorld> action) {
            before = action;
            return this;
        }

        /** After the push. */
        Fault then(Consumer<PromotionWorld> action) {
            return at(0, action);
        }

        Fault at(int seconds, Consumer<PromotionWorld> action) {
            later.put(seconds, action);
            return this;
        }

        /** @param text in the failure or the log; # stands for an abbreviated commit */
        Fault ends(End how, String... text) {
            end = how;
            sentences = List.of(text);
            return this;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Fault fault(String name) {
        return new Fault(name);
    }

    @TempDir
    Path directory;

    static Stream<Fault> beforeThePush() {
        List<Fault> faults = new ArrayList<>();
        for (int status : List.of(429, 500, 502, 503, 504)) {
            faults.add(fault("preflight: " + status + " that stays")
                    .before(world -> world.argo.failAlways(status))
                    .ends(End.NOTHING_DONE, " answered GET " + PATH + " with " + status));
        }
        faults.add(
                fault("preflight: 401")
                        .before(world -> world.argo.revoke(world.argo.token()))
                        .ends(
                                End.NOTHING_DONE,
                                " with 401: invalid session: token signature is invalid. Check the credentials and what they may do."));
        faults.add(fault("preflight: 403 of an application that is not there")
                .with("app", "paiments-${env}")
                .ends(End.NOTHING_DONE, "check that 'paiments-stage' is there, or set project."));
        faults.add(
                fault("preflight: 404")
                        .with("app", "paiments-${env}")
                        .with("project", "default")
                        .ends(
                                End.NOTHING_DONE,
                                " has no application 'paiments-stage' in project 'default'. Create it, or correct app or project."));
        faults.add(fault("preflight: the page of a log-in proxy")
                .before(world -> world.argo.failNext(1, 200, HTML, Map.of("Content-Type", "text/html")))
                .ends(End.NOTHING_DONE, "with something that is not JSON: " + HTML));
        faults.add(fault("preflight: nothing listens")
                .before(world -> world.argo.stop())
                .ends(End.NOTHING_DONE, " cannot be reached ("));
        faults.add(fault("preflight: no answer")
                .impatient()
                .before(world -> world.argo.hang())
                .ends(End.NOTHING_DONE, " did not answer GET " + PATH + " within 300ms."));
        faults.add(fault("preflight: a short outage")
                .before(world -> world.argo.failNext(3, 503))
                .ends(End.DEPLOYED, "Asked again in 1s.", "Asked again in 4s."));
        return faults.stream();
    }

    static Stream<Fault> remoteTrouble() {
        List<Fault> faults = new ArrayList<>();
        for (int status : List.of(429, 500, 502, 503, 504)) {
            faults.add(fault(status + " for a while")
                    .then(world -> world.argo.failNext(3, status))
                    .ends(End.DEPLOYED, "no news for 0ms (Argo CD at ", " with " + status));
        }
        faults.add(fault("429 that says when to come again")
                .then(world -> world.argo.failNext(1, 429, "{}", Map.of("Retry-After", "7")))
                .ends(End.DEPLOYED, "with 429: {}.) (0ms of 10m)"));
        faults.add(fault("502 with a page")
                .then(world -> world.argo.failNext(2, 502, HTML, Map.of("Content-Type", "text/html")))
                .ends(End.DEPLOYED, "with 502: " + HTML));
        faults.add(fault("the page of a log-in proxy")
                .then(world -> world.argo.failNext(1, 200, HTML, Map.of("Content-Type", "text/html")))
                .ends(End.PUT_BACK, "did not come up: ", "with something that is not JSON: " + HTML));
        faults.add(fault("401: the token was revoked")
                .then(world -> world.argo.revoke(world.argo.token()))
                .ends(End.PUT_BACK, "did not come up: ", "with 401: invalid session"));
        faults.add(fault("403: the permission was taken away")
                .then(world -> world.argo.failNext(1, 403))
                .ends(End.PUT_BACK, "did not come up: ", "answers 403 for an application that does not exist, too"));
        faults.add(fault("no answer for a while")
                .impatient()
                .then(world -> world.argo.hang())
                .at(10, world -> world.argo.recover())
                .ends(End.DEPLOYED, "did not answer GET " + PATH + "?refresh=normal within 300ms."));
        faults.add(fault("slow answers")
                .then(world -> world.argo.delay(Duration.ofMillis(100)))
                .ends(End.DEPLOYED, "Healthy at #, has to stay so for another 20s"));
        faults.add(fault("Argo CD restarts")
                .then(world -> world.argo.stop())
                .at(20, world -> world.argo.restart())
                .ends(End.DEPLOYED, "no news for 18s (Argo CD at ", " cannot be reached ("));
        faults.add(fault("Argo CD stays away")
                .with("timeout", "2m")
                .then(world -> world.argo.stop())
                .ends(End.PUT_BACK, "argoPromote gave up after 2m", " cannot be reached ("));
        return faults.stream();
    }

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

    static Stream<Fault> truth() {
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

    static Stream<Fault> syncs() {
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

    private static final String PARENT = "apps-stage";

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

    private static Fault ofShop(String name, Map<String, Object> set) {
        return fault(name)
                .with("service", "shop")
                .with("chartVersion", "2.1.0")
                .with("file", "apps/${env}/shop.yaml")
                .with("set", set)
                .before(world -> appOfApps(world, Map.of("shop", child("shop-stage", chart("2.0.0", "1.3.0")))));
    }

    static Stream<Fault> families() {
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

    private static Fault ofParent(String name) {
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

    @ParameterizedTest(name = "{0}")
    @MethodSource({"beforeThePush", "remoteTrouble", "truth", "syncs", "families"})
    void endsWithItsSentence(Fault fault) throws InterruptedException {
        try (PromotionWorld world = new PromotionWorld(directory, fault.timings)) {
            fault.before.accept(world);
            int commits = world.commits();

            End end = run(fault, world);

            String told = String.join("\n", world.log);
            assertThat(end).as(told).isEqualTo(fault.end);
            for (String sentence : fault.sentences) {
                assertThat(told.replaceAll("\\b[0-9a-f]{7}\\b", "#")).contains(sentence);
            }
            assertThat(told).doesNotContain(PromotionWorld.PASSWORD).doesNotContain(world.argo.token());
            if (fault.sentences.stream().noneMatch(sentence -> sentence.contains("None of the images"))) {
                assertThat(told).doesNotContain("None of the images");
            }
            if (fault.end == End.NOTHING_DONE) {
                assertThat(world.commits()).isEqualTo(commits);
            }
            if (fault.end == End.PUT_BACK) {
                assertThat(told).contains("stage is back at 1.3.0 (commit ");
            }
            assertThat(world.argo.failures()).isEmpty();
        }
    }

    private static End run(Fault fault, PromotionWorld world) throws InterruptedException {
        EngineContext context = world.context();
        ArgoPromoter promoter = new ArgoPromoter(
                JGitGitOpsRepository::open,
                JGitSourceHistory::open,
                (address, credential, application, project) ->
                        ArgoHttpClient.impatient(address, credential, application, project, fault.patience),
                PromotionWorld::forge);
        Ticket ticket;
        try {
            ticket = promoter.start(world.request(fault.request), context);
        } catch (DeliveryException e) {
            world.log.add(e.getMessage());
            return End.NOTHING_DONE;
        }
        try {
            return End.valueOf(finish(fault, world, promoter, ticket).state().name());
        } catch (DeliveryException e) {
            world.log.add(e.getMessage());
            return e.getMessage().contains(" is back at ") && fault.end != End.FAILED ? End.PUT_BACK : End.FAILED;
        }
    }

    /** A host that saves the ticket after every turn, and makes what is due happen before each. */
    private static ArgoPromoteResult finish(Fault fault, PromotionWorld world, ArgoPromoter promoter, Ticket first)
            throws InterruptedException {
        EngineContext context = world.context();
        Instant begun = world.clock.instant();
        TreeMap<Integer, Consumer<PromotionWorld>> due = new TreeMap<>(fault.later);
        Ticket ticket = first;
        while (true) {
            long passed = Duration.between(begun, world.clock.instant()).toSeconds();
            while (!due.isEmpty() && due.firstKey() <= passed) {
                due.pollFirstEntry().getValue().accept(world);
            }
            Progress<ArgoPromoteResult> progress = promoter.look(Ticket.fromMap(ticket.toMap()), context);
            if (progress instanceof Progress.Done<ArgoPromoteResult> done) {
                return done.result();
            }
            Progress.Waiting<ArgoPromoteResult> waiting = (Progress.Waiting<ArgoPromoteResult>) progress;
            ticket = waiting.ticket();
            world.log.add(waiting.message());
            world.clock.advance(waiting.nextPoll());
        }
    }
}
