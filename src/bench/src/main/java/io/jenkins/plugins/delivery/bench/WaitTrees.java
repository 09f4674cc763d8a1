package io.jenkins.plugins.delivery.bench;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.argo.HealthStatus;
import io.jenkins.plugins.delivery.engine.argo.http.SharedArgo;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import io.jenkins.plugins.delivery.engine.promotion.ArgoPromoteRequest;
import io.jenkins.plugins.delivery.engine.promotion.ArgoPromoteResult;
import io.jenkins.plugins.delivery.engine.promotion.ArgoPromoter;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitSourceHistory;
import io.jenkins.plugins.delivery.testbed.argo.ArgoCdServer;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The same as {@link WaitBenchmark} for promotions whose applications declare others: whole waits of {@code argoPromote}, looked for on
 * one thread at the ticks of a controller. Everything is refreshed and all but one child of each is through when it begins; then those
 * that are waited for come up, and every tenth change breaks one that was through. A change is seen when its wait has read it.
 */
final class WaitTrees {

    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long CHANGE_EVERY = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long QUIET = TimeUnit.SECONDS.toNanos(10);
    private static final long SETTLED = TimeUnit.SECONDS.toNanos(8);
    private static final String STREAM = "/api/v1/stream/applications";

    /** A change of an application: what it was to become, when, and when it was read so. */
    private static final class Change {
        private final HealthStatus to;
        private volatile long at;
        private volatile long seenAfter;

        private Change(HealthStatus to) {
            this.to = to;
        }
    }

    private static final class Wait {
        private Ticket ticket;
        private long due;
        private String said = "";
        private boolean over;
    }

    private final ArgoCdServer argo;
    private final WaitForest forest;
    private final ArgoPromoter promoter;
    private final EngineContext context;
    private final List<Wait> waits = new ArrayList<>();
    private final Map<String, Change> changes = new ConcurrentHashMap<>();
    private long looks;
    private long longestTurn;
    private long longestLag;

    private WaitTrees(ArgoCdServer argo, WaitForest forest) {
        this.argo = argo;
        this.forest = forest;
        ArgoClient.Opener shared = new SharedArgo();
        this.promoter = new ArgoPromoter(
                JGitGitOpsRepository::open,
                JGitSourceHistory::open,
                (address, credential, application, project) ->
                        watched(application, shared.open(address, credential, application, project)),
                (address, credentialsId, unused) -> {
                    throw new IllegalStateException("no pull requests here");
                });
        Credential token = Credential.token("argo", argo.token());
        this.context =
                EngineContext.in(Path.of("")).secrets(id -> Optional.of(token)).build();
    }

    /** Notes when a changed application is read. */
    private ArgoClient watched(String application, ArgoClient client) {
        return (ArgoClient) Proxy.newProxyInstance(
                ArgoClient.class.getClassLoader(), new Class<?>[] {ArgoClient.class}, (proxy, method, arguments) -> {
                    Object answer;
                    try {
                        answer = method.invoke(client, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (answer instanceof Application read) {
                        read(application, read.health().status());
                    }
                    return answer;
                });
    }

    private void read(String application, HealthStatus status) {
        Change change = changes.get(application);
        if (change != null && change.at != 0 && change.seenAfter == 0 && change.to == status) {
            change.seenAfter = Math.max(1, System.nanoTime() - change.at);
        }
    }

    /** @param count of the small trees */
    static void compare(int count) throws Exception {
        System.out.println("| " + count + " waits on trees and one on 37 | requests/s while nothing changes"
                + " | requests/s while ten applications change a second | what is waited for comes up, seen after: median, longest"
                + " | what was through breaks | in the tree of 37 |");
        System.out.println("|---|---|---|---|---|---|");
        run("stream", false, count);
        run("reads only: the stream answers 403", true, count);
    }

    /** @param refused whether the stream answers 403 */
    private static void run(String title, boolean refused, int count) throws Exception {
        Path directory = Files.createTempDirectory("bench-trees");
        try (GitServer git = GitServer.start(Files.createDirectory(directory.resolve("server")));
                ArgoCdServer argo = ArgoCdServer.start()) {
            String gitops = git.create("gitops");
            WaitForest forest = new WaitForest(gitops, count);
            forest.plant(argo, Files.createDirectory(directory.resolve("first")));
            if (refused) {
                argo.failAlways(STREAM, 403);
            }
            WaitTrees trees = new WaitTrees(argo, forest);
            trees.promote(gitops);
            forest.growLarge(directory.resolve("second"));
            long settling = System.nanoTime();
            trees.settle();
            note("settled in %.0f s", seconds(System.nanoTime() - settling));
            trees.measure(title, count);
        } finally {
            Tool.delete(directory);
        }
    }

    private void measure(String title, int count) throws InterruptedException {
        argo.clearRequests();
        long quiet = System.nanoTime();
        long processor = processor();
        looks = 0;
        longestLag = 0;
        longestTurn = 0;
        look(quiet + QUIET);
        double passed = seconds(System.nanoTime() - quiet);
        double still = requests() / passed;
        note("quiet: %.0f looks/s, %.2f of a core", looks / passed, seconds(processor() - processor) / passed);
        note("longest turn %.3f s, latest look %.3f s", seconds(longestTurn), seconds(longestLag));
        longestLag = 0;
        longestTurn = 0;
        argo.clearRequests();
        long begun = System.nanoTime();
        Thread changing = new Thread(() -> change(count), "changes");
        changing.start();
        look(begun + count * CHANGE_EVERY + TimeUnit.SECONDS.toNanos(20));
        changing.join();
        double busy = requests() / seconds(System.nanoTime() - begun);
        note("longest turn %.3f s, latest look %.3f s", seconds(longestTurn), seconds(longestLag));
        System.out.printf("| %s | %.2f | %.2f |", title, still, busy);
        column(count, HealthStatus.HEALTHY, "service");
        column(count, HealthStatus.DEGRADED, "service");
        column(count, HealthStatus.HEALTHY, "large");
        System.out.println();
    }

    private void column(int count, HealthStatus to, String prefix) {
        long[] seen = changes.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix) && entry.getValue().to == to)
                .mapToLong(entry -> entry.getValue().seenAfter)
                .sorted()
                .toArray();
        long missed = Arrays.stream(seen).filter(time -> time == 0).count();
        System.out.printf(
                " %d, %d ms%s |",
                TimeUnit.NANOSECONDS.toMillis(seen[seen.length / 2]),
                TimeUnit.NANOSECONDS.toMillis(seen[seen.length - 1]),
                missed == 0 ? "" : ", " + missed + " of " + seen.length + " never");
    }

    /** Looks, and not what explains a failure. */
    private long requests() {
        Map<String, Integer> kinds = new LinkedHashMap<>();
        argo.requests()
                .forEach(request -> kinds.merge(
                        request.path().replaceFirst("/applications/[^/]+", "/applications/*")
                                + (request.query().contains("refresh=") ? " refresh" : ""),
                        1,
                        Integer::sum));
        note("%s", kinds);
        return kinds.entrySet().stream()
                .filter(kind -> kind.getKey().matches("/api/v1/(stream/)?applications(/\\*)?( refresh)?"))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private void promote(String gitops) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(50);
        List<Future<Ticket>> tickets = new ArrayList<>();
        for (WaitForest.Tree tree : forest.trees()) {
            Map<String, Object> arguments = new LinkedHashMap<>();
            arguments.put("env", "stage");
            arguments.put("service", tree.root());
            arguments.put("version", "1.1.0");
            arguments.put("gitops", gitops);
            arguments.put("file", tree.file());
            arguments.put("set", Map.of("spec.source.helm.valuesObject.image.tag", "${version}"));
            arguments.put("argo", argo.url().toString());
            arguments.put("argoCredentialsId", "argo");
            arguments.put("app", tree.root());
            arguments.put("stableFor", "5s");
            arguments.put("timeout", "1h");
            arguments.put("rollback", "off");
            arguments.put("quarantine", false);
            ArgoPromoteRequest request =
                    (ArgoPromoteRequest) OperationCatalog.named("argoPromote").bind(arguments);
            tickets.add(pool.submit(() -> promoter.start(request, context)));
        }
        pool.shutdown();
        for (Future<Ticket> ticket : tickets) {
            Wait wait = new Wait();
            wait.ticket = ticket.get();
            waits.add(wait);
        }
    }

    /** Until every wait is only for what does not end, and some time more. */
    private void settle() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        long settledAt = Long.MAX_VALUE;
        while (System.nanoTime() < settledAt) {
            look(System.nanoTime() + STEP);
            boolean settled = waits.stream().allMatch(wait -> wait.said.contains("' is Progressing"));
            settledAt = settled ? Math.min(settledAt, System.nanoTime() + SETTLED) : Long.MAX_VALUE;
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Not settled: "
                        + waits.stream()
                                .map(wait -> wait.said)
                                .filter(said -> !said.contains("' is Progressing"))
                                .toList());
            }
        }
    }

    private void change(int count) {
        long next = System.nanoTime();
        List<String> large = new ArrayList<>(WaitForest.stuckInLarge());
        for (int i = 0; i < count; i++) {
            sleepUntil(next);
            if (i % 10 == 9) {
                String name = WaitForest.child(i, 3);
                Change change = expect(name, HealthStatus.DEGRADED);
                argo.degrade(name, PodReason.CRASH_LOOP_BACK_OFF, "it fell over");
                change.at = System.nanoTime();
            } else {
                heal(WaitForest.child(i, 0));
            }
            if (i % Math.max(1, count / 4) == 0 && !large.isEmpty()) {
                heal(large.remove(0));
            }
            next += CHANGE_EVERY;
        }
    }

    private void heal(String name) {
        Change change = expect(name, HealthStatus.HEALTHY);
        argo.heal(name);
        change.at = System.nanoTime();
    }

    private Change expect(String name, HealthStatus to) {
        return changes.computeIfAbsent(name, key -> new Change(to));
    }

    /** Looks for every wait that is due, the longest not looked at first, until then. */
    private void look(long end) throws InterruptedException {
        while (System.nanoTime() < end) {
            Optional<Wait> next = waits.stream()
                    .filter(wait -> !wait.over && wait.due <= end)
                    .min(Comparator.comparingLong(wait -> wait.due));
            sleepUntil(next.map(wait -> wait.due).orElse(end));
            if (next.isPresent()) {
                looks++;
                long begun = System.nanoTime();
                longestLag = Math.max(longestLag, begun - next.get().due);
                turn(next.get());
                longestTurn = Math.max(longestTurn, System.nanoTime() - begun);
            }
        }
    }

    private void turn(Wait wait) throws InterruptedException {
        try {
            Progress<ArgoPromoteResult> progress = promoter.look(Ticket.fromMap(wait.ticket.toMap()), context);
            if (progress instanceof Progress.Waiting<ArgoPromoteResult> waiting) {
                // Kept in its first minute, in which a wait without a stream looks every second.
                Ticket ticket = waiting.ticket();
                wait.ticket =
                        new Ticket(ticket.operation(), context.clock().instant(), ticket.deadline(), ticket.state());
                wait.said = waiting.message();
                wait.due = tick(waiting.nextPoll().toNanos());
            } else {
                wait.over = true;
            }
        } catch (TerminalException e) {
            wait.over = true;
        }
    }

    /** Waits with the same wish look at the same ticks, as the plugin has it. */
    private static long tick(long wish) {
        long now = System.nanoTime();
        long step = Math.max(STEP, wish);
        long tick = Math.floorDiv(now + wish + step / 2, step) * step;
        return tick > now ? tick : tick + step;
    }

    private static void sleepUntil(long moment) {
        long nanos = moment - System.nanoTime();
        if (nanos > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(nanos);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static long processor() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void note(String text, Object... values) {
        System.err.printf("  " + text + "%n", values);
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
