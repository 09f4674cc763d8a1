package io.jenkins.plugins.delivery.bench;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One controller of {@link PromotionLoad}: warms up on another repository, says so, and at a word promotes its services, all at once.
 */
public final class LoadClient {

    static final String READY = "ready";

    private LoadClient() {}

    /** @param arguments repository, repository to warm up on, layout, first service, one after the last */
    public static void main(String[] arguments) throws Exception {
        LoadLayout layout = LoadLayout.valueOf(arguments[2]);
        int from = Integer.parseInt(arguments[3]);
        int to = Integer.parseInt(arguments[4]);
        promote(
                arguments[1],
                layout,
                from,
                Math.min(to, from + 3),
                "1.0." + ProcessHandle.current().pid());
        System.out.println(READY);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if (in.readLine() != null) {
            System.out.println(promote(arguments[0], layout, from, to, LoadLayout.NEW));
        }
        System.exit(0);
    }

    /** How many promotions arrived. */
    private static int promote(String gitops, LoadLayout layout, int from, int to, String version)
            throws InterruptedException, IOException {
        OperationDescriptor<?, ?> step = OperationCatalog.named("argoPromote");
        ExecutorService pool = Executors.newFixedThreadPool(to - from);
        CyclicBarrier start = new CyclicBarrier(to - from);
        List<Future<Object>> promotions = new ArrayList<>();
        for (int service = from; service < to; service++) {
            Map<String, Object> arguments = Map.of(
                    "env",
                    "stage",
                    "service",
                    LoadLayout.service(service),
                    "version",
                    version,
                    "gitops",
                    gitops,
                    "file",
                    layout.file(service),
                    "set",
                    Map.of(layout.path(service), "${version}"),
                    "waitFor",
                    "none",
                    "run",
                    "load-" + version);
            promotions.add(pool.submit(() -> {
                start.await();
                return step.run(arguments, EngineContext.in(Path.of("")).build())
                        .toMap()
                        .get("state");
            }));
        }
        pool.shutdown();
        int arrived = 0;
        for (Future<Object> promotion : promotions) {
            try {
                arrived += "pushed".equals(promotion.get()) ? 1 : 0;
            } catch (ExecutionException e) {
                System.err.println(e.getCause());
            }
        }
        return arrived;
    }
}
