package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.argo.http.ArgoHttpClient;
import io.jenkins.plugins.delivery.engine.argo.http.SharedArgo;
import io.jenkins.plugins.delivery.engine.argo.http.SharedArgoOn;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitSourceHistory;
import io.jenkins.plugins.delivery.testbed.argo.ArgoApplication;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A promotion is through when the whole tree below its application is: {@code root} declares {@code worker}, which declares {@code db}. */
class DescendantWaitTest {

    private static final String PROMOTED = "root/worker.yaml";

    @TempDir
    Path directory;

    private PromotionWorld world;
    private final TreeMap<Integer, Consumer<PromotionWorld>> later = new TreeMap<>();

    @BeforeEach
    void start() {
        world = new PromotionWorld(directory);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private static String application(String name, String... source) {
        return "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: " + name
                + "\nspec:\n  project: default\n  source:\n    " + String.join("\n    ", source)
                + "\n  syncPolicy:\n    automated: {}\n";
    }

    private String directory(String name, String path) {
        return application(name, "repoURL: " + world.gitops, "targetRevision: main", "path: " + path);
    }

    private static String chart(String name, String tag) {
        return application(
                name,
                "repoURL: registry.example/charts",
                "chart: shop",
                "targetRevision: 2.0.0",
                "helm: {valuesObject: {image: {repository: registry.example/shop, tag: " + tag + "}}}");
    }

    private void define(Map<String, String> files) {
        try (RepositoryBuilder clone = RepositoryBuilder.cloneOf(
                world.gitops, directory.resolve("seed-of-the-tree"), PromotionWorld.access())) {
            clone.commit("chore: a tree", files).push(world.gitops, PromotionWorld.access());
        }
        world.argo.define(ArgoApplication.of("root", world.gitops, "main", "root"));
    }

    /** The promoted file is at the third level: root, worker, db. */
    private void threeLevels() {
        define(Map.of(
                "root/worker.yaml", directory("worker", "worker"),
                "worker/db.yaml", chart("db", "1.3.0"),
                "worker/api.yaml", chart("api", "1.3.0")));
    }

    private Map<String, Object> request(String file, String path) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("service", "shop");
        request.put("app", "root");
        request.put("file", file);
        request.put("set", Map.of(path, "${version}"));
        return request;
    }

    private Map<String, Object> ofDb() {
        return request("worker/db.yaml", "spec.source.helm.valuesObject.image.tag");
    }

    private ArgoPromoteResult promote(Map<String, Object> request) throws InterruptedException {
        return promote(ArgoHttpClient::new, request);
    }

    private ArgoPromoteResult promote(ArgoClient.Opener clients, Map<String, Object> request)
            throws InterruptedException {
        ArgoPromoter promoter =
                new ArgoPromoter(JGitGitOpsRepository::open, JGitSourceHistory::open, clients, PromotionWorld::forge);
        Ticket ticket = promoter.start(world.request(request), world.context());
        Instant begun = world.clock.instant();
        while (true) {
            long passed = Duration.between(begun, world.clock.instant()).toSeconds();
            while (!later.isEmpty() && later.firstKey() <= passed) {
                later.pollFirstEntry().getValue().accept(world);
            }
            Progress<ArgoPromoteResult> progress = promoter.look(Ticket.fromMap(ticket.toMap()), world.context());
            if (progress instanceof Progress.Done<ArgoPromoteResult> done) {
                return done.result();
            }
            Progress.Waiting<ArgoPromoteResult> waiting = (Progress.Waiting<ArgoPromoteResult>) progress;
            world.log.add(waiting.message());
            ticket = waiting.ticket();
            world.clock.advance(waiting.nextPoll());
        }
    }

    private String told() {
        return String.join("\n", world.log);
    }

    @Test
    void grandchildrenAreWaitedFor() throws InterruptedException {
        threeLevels();
        later.put(0, all -> all.argo.stickRollout("db"));
        later.put(90, all -> all.argo.heal("db"));

        assertThat(promote(ofDb()).state()).isEqualTo(PromotionState.DEPLOYED);

        assertThat(told())
                .contains("it is through; 'db' below its child 'worker' is Progressing at 2.0.0, waiting for it to"
                        + " become Healthy");
    }

    @Test
    void aDegradedGrandchildIsAFailureWithItsPodsReason() {
        threeLevels();
        later.put(
                0,
                all -> all.argo.degradeWhenDeployed("db", "1.4.0", PodReason.CRASH_LOOP_BACK_OFF, "cannot open port"));

        assertThatThrownBy(() -> promote(ofDb()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("did not come up: 'db' below its child 'worker': it is Degraded at 2.0.0")
                .hasMessageContaining("CrashLoopBackOff");
        assertThat(world.file("worker/db.yaml")).contains("tag: 1.3.0");
    }

    @Test
    void aMissingGrandchildIsNamed() {
        threeLevels();
        later.put(0, all -> all.argo.stickRollout("db"));
        later.put(60, all -> all.argo.remove("db"));

        assertThatThrownBy(() -> promote(ofDb()))
                .hasMessageContaining("'db' below its child 'worker' is declared and cannot be read: ");
    }

    @Test
    void whatWasHealthyHasToStaySoUntilAllAre() {
        threeLevels();
        later.put(0, all -> all.argo.stickRollout("api"));
        // All but api has been seen as Healthy when another commit breaks db.
        later.put(60, all -> {
            all.foreignCommit("worker/db.yaml", chart("db", "1.5.0"));
            all.argo.degradeWhenDeployed("db", "1.5.0", PodReason.OOM_KILLED, "too big");
            all.argo.notifyPush(all.gitops);
        });
        later.put(90, all -> all.argo.heal("api"));

        assertThatThrownBy(() -> promote(request("worker/api.yaml", "spec.source.helm.valuesObject.image.tag")))
                .hasMessageContaining("'db' below its child 'worker': ")
                .hasMessageContaining("OOMKilled");
    }

    private static String set(String... regions) {
        return "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata:\n  name: regions\nspec:\n"
                + "  generators:\n    - list:\n        elements:\n"
                + List.of(regions).stream()
                        .map(region -> "          - region: " + region + "\n")
                        .collect(Collectors.joining())
                + "  template:\n    metadata:\n      name: 'shop-{{region}}'\n    spec:\n      source:\n"
                + "        repoURL: registry.example/charts\n        chart: shop\n        targetRevision: 2.0.0\n"
                + "        helm: {valuesObject: {image: {repository: registry.example/shop, tag: 1.3.0}}}\n"
                + "      syncPolicy:\n        automated: {}\n";
    }

    private Map<String, Object> ofSet() {
        return request("sets/regions.yaml", "spec.template.spec.source.helm.valuesObject.image.tag");
    }

    private void setOfRegions() {
        define(Map.of("root/worker.yaml", directory("worker", "sets"), "sets/regions.yaml", set("eu", "us")));
    }

    @Test
    void whatAnApplicationSetMadeIsWaitedFor() throws InterruptedException {
        setOfRegions();
        later.put(0, all -> all.argo.stickRollout("shop-us"));
        later.put(90, all -> all.argo.heal("shop-us"));

        assertThat(promote(ofSet()).state()).isEqualTo(PromotionState.DEPLOYED);

        assertThat(told()).contains("it is through; 'shop-us' below its child 'worker' is Progressing at 2.0.0");
        long trees = world.argo.requests().stream()
                .filter(request -> request.path().endsWith("/resource-tree"))
                .count();
        assertThat(trees).as("looks into the ApplicationSet").isEqualTo(2);
    }

    @Test
    void whatAnApplicationSetMadeMayFailThePromotion() {
        setOfRegions();
        later.put(
                0,
                all -> all.argo.degradeWhenDeployed("shop-us", "1.4.0", PodReason.IMAGE_PULL_BACK_OFF, "no such tag"));

        assertThatThrownBy(() -> promote(ofSet()))
                .hasMessageContaining("'shop-us' below its child 'worker': it is Degraded at 2.0.0")
                .hasMessageContaining("ImagePullBackOff");
    }

    @Test
    void applicationsThatDeclareEachOtherAreNotFollowedRound() throws InterruptedException {
        define(Map.of(
                "root/worker.yaml", directory("worker", "worker"),
                "worker/root.yaml", directory("root", "root"),
                "worker/db.yaml", chart("db", "1.3.0")));

        assertThat(promote(ofDb()).state()).isEqualTo(PromotionState.DEPLOYED);

        assertThat(told().lines()
                        .filter(line -> line.contains(
                                "WARN The Argo CD application 'worker' declares 'root', which it is below of"))
                        .count())
                .isEqualTo(1);
    }

    @Test
    void moreThanAPromotionCanWaitForIsRefused() {
        Map<String, String> files = new LinkedHashMap<>();
        IntStream.rangeClosed(0, Descendants.MOST)
                .forEach(i -> files.put("root/app-" + i + ".yaml", chart("app-" + i, "1.3.0")));
        define(files);

        assertThatThrownBy(() -> promote(request("root/app-7.yaml", "spec.source.helm.valuesObject.image.tag")))
                .hasMessageContaining("more than 500 applications are below 'root'")
                .hasMessageContaining("name the one that runs shop as app");
    }

    @Test
    void aTreeCostsARefreshOfEachAndFewReadsHoweverLongItTakes() throws InterruptedException {
        Map<String, String> files = new LinkedHashMap<>();
        for (int group = 0; group < 4; group++) {
            files.put("root/group-" + group + ".yaml", directory("group-" + group, "group-" + group));
            for (int leaf = 0; leaf < 8; leaf++) {
                String name = "leaf-" + group + "-" + leaf;
                files.put("group-" + group + "/" + name + ".yaml", chart(name, "1.3.0"));
            }
        }
        define(files);
        later.put(0, all -> all.argo.stickRollout("leaf-3-7"));
        later.put(300, all -> all.argo.heal("leaf-3-7"));
        world.argo.clearRequests();

        assertThat(promote(
                                new SharedArgo(),
                                request("group-3/leaf-3-7.yaml", "spec.source.helm.valuesObject.image.tag"))
                        .state())
                .isEqualTo(PromotionState.DEPLOYED);

        Map<Boolean, Long> requests = world.argo.requests().stream()
                .filter(request -> request.path().startsWith("/api/v1/applications/"))
                .collect(Collectors.partitioningBy(
                        request -> request.query().contains("refresh="), Collectors.counting()));
        // Five minutes of looks at 37 applications: a stream that is late costs a read, and no look costs one of each.
        assertThat(requests.get(true)).as("refreshes").isBetween(37L, 2 * 37L);
        assertThat(requests.get(false)).as("single reads").isLessThan(2 * 37L);
    }

    /** A promotion of {@code root} with five children, of which {@code app-4} does not come up and the others are through. */
    private final class Unfinished {

        private final ArgoPromoter promoter;
        private Ticket ticket;

        Unfinished(boolean streaming) throws InterruptedException {
            Map<String, String> files = new LinkedHashMap<>();
            IntStream.range(0, 5).forEach(i -> files.put("root/app-" + i + ".yaml", chart("app-" + i, "1.3.0")));
            define(files);
            world.argo.stickRollout("app-4");
            ArgoClient.Opener clients = SharedArgoOn.clock(
                    () -> Duration.between(Instant.EPOCH, world.clock.instant()).toNanos(), streaming);
            promoter = new ArgoPromoter(
                    JGitGitOpsRepository::open, JGitSourceHistory::open, clients, PromotionWorld::forge);
            Map<String, Object> request = request("root/app-4.yaml", "spec.source.helm.valuesObject.image.tag");
            request.put("timeout", "2h");
            ticket = promoter.start(world.request(request), world.context());
            int quiet = 0;
            while (quiet < 30) {
                Progress.Waiting<ArgoPromoteResult> waiting = look();
                boolean settled = waiting.message().contains("its child 'app-4' is Progressing")
                        && waiting.nextPoll().compareTo(Duration.ofMillis(500)) >= 0;
                quiet = settled ? quiet + 1 : 0;
                // Refreshes and the stream are on threads of their own, which take no time of the test's clock.
                LockSupport.parkNanos(1_000_000);
                world.clock.advance(waiting.nextPoll());
            }
            world.argo.clearRequests();
        }

        Progress.Waiting<ArgoPromoteResult> look() throws InterruptedException {
            Progress.Waiting<ArgoPromoteResult> waiting =
                    (Progress.Waiting<ArgoPromoteResult>) promoter.look(ticket, world.context());
            ticket = waiting.ticket();
            return waiting;
        }

        /** Since it has settled. */
        List<String> requests() {
            return world.argo.requests().stream().map(RecordedRequest::path).toList();
        }
    }

    @Test
    void oneListAnswersALookAtTheWholeTree() throws InterruptedException {
        Unfinished promotion = new Unfinished(false);

        for (int look = 0; look < 20; look++) {
            world.clock.advance(Duration.ofSeconds(1));
            assertThat(promotion.look().nextPoll()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }

        assertThat(promotion.requests()).hasSize(20).containsOnly("/api/v1/applications");
    }

    @Test
    void theNextLookSeesWhatBreaksBelowThoughItWasThrough() throws InterruptedException {
        Unfinished promotion = new Unfinished(false);
        world.argo.degrade("app-2", PodReason.OOM_KILLED, "too big");
        world.clock.advance(Duration.ofSeconds(1));

        assertThatThrownBy(promotion::look)
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("its child 'app-2': it was Healthy at 2.0.0 and is now Degraded");
    }

    @Test
    void theStreamAnswersForTheWholeTree() throws InterruptedException {
        Unfinished promotion = new Unfinished(true);

        for (int look = 0; look < 40; look++) {
            world.clock.advance(Duration.ofMillis(500));
            assertThat(promotion.look().nextPoll()).isEqualTo(Duration.ofMillis(500));
        }

        // Twenty seconds in which nothing happens, so that its silence is compared with a list every five.
        assertThat(promotion.requests()).hasSizeLessThanOrEqualTo(4).containsOnly("/api/v1/applications");
    }
}
