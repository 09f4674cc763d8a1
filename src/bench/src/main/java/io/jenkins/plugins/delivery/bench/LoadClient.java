package io.jenkins.plugins.delivery.bench;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * One controller of {@link PromotionLoad}: warms up on another repository, says so, and at a word promotes its share, all at once. It
 * answers with what became of each.
 */
public final class LoadClient {

    static final String READY = "ready";

    /** Promotions before the measured ones: a controller has been up for longer than its first. */
    private static final int WARM_UP = 50;

    private LoadClient() {}

    /** @param arguments repository, repository to warm up on, layout, share, repository of the services, their commits */
    public static void main(String[] arguments) throws Exception {
        LoadLayout layout = LoadLayout.valueOf(arguments[2]);
        List<LoadShare.Promotion> share = LoadShare.parse(arguments[3]);
        String source = arguments[4];
        List<String> commits = List.of(arguments[5].split(","));
        String own = "1.0." + ProcessHandle.current().pid();
        promote(
                share.stream()
                        .filter(promotion -> promotion.build() == 0)
                        .limit(WARM_UP)
                        .toList(),
                promotion -> arguments(arguments[1], layout, promotion, own));
        System.out.println(READY);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if (in.readLine() != null) {
            System.out.println(LoadShare.text(promote(share, promotion -> {
                Map<String, Object> step =
                        arguments(arguments[0], layout, promotion, LoadLayout.version(promotion.build()));
                if (commits.size() > 1) {
                    step.put("commit", commits.get(promotion.build()));
                    step.put("source", source);
                }
                return step;
            })));
        }
        System.exit(0);
    }

    private static Map<String, Object> arguments(
            String gitops, LoadLayout layout, LoadShare.Promotion promotion, String version) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("env", "stage");
        arguments.put("service", LoadLayout.service(promotion.service()));
        arguments.put("version", version);
        arguments.put("gitops", gitops);
        arguments.put("file", layout.file(promotion.service()));
        arguments.put("set", Map.of(layout.path(promotion.service()), "${version}"));
        arguments.put("waitFor", "none");
        arguments.put("run", "load-" + version);
        return arguments;
    }

    /** What became of each. */
    private static List<LoadShare.Told> promote(
            List<LoadShare.Promotion> share, Function<LoadShare.Promotion, Map<String, Object>> arguments)
            throws InterruptedException {
        if (share.isEmpty()) {
            return List.of();
        }
        OperationDescriptor<?, ?> step = OperationCatalog.named("argoPromote");
        ExecutorService pool = Executors.newFixedThreadPool(share.size());
        CyclicBarrier start = new CyclicBarrier(share.size());
        List<Future<Object>> promotions = new ArrayList<>();
        for (LoadShare.Promotion promotion : share) {
            Map<String, Object> own = arguments.apply(promotion);
            promotions.add(pool.submit(() -> {
                start.await();
                return step.run(own, EngineContext.in(Path.of("")).build())
                        .toMap()
                        .get("state");
            }));
        }
        pool.shutdown();
        List<LoadShare.Told> told = new ArrayList<>();
        for (int i = 0; i < promotions.size(); i++) {
            String state = "failed";
            try {
                state = String.valueOf(promotions.get(i).get());
            } catch (ExecutionException e) {
                System.err.println(e.getCause());
            }
            told.add(new LoadShare.Told(share.get(i), state));
        }
        return told;
    }
}
