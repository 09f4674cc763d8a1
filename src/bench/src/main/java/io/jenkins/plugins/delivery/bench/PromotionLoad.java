package io.jenkins.plugins.delivery.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Many services are promoted at the same moment to one HTTP Git server that takes 100 ms longer for every push: with {@code argoPromote}
 * from one controller and from ten, and in the ways that teams use today. Every outcome is checked on the server. With {@code builds}
 * three builds of each service are promoted at the same moment, by different controllers where there are ten.
 *
 * <p>{@code java -cp bench.jar io.jenkins.plugins.delivery.bench.PromotionLoad 10 50 200}; {@code --limit 300} gives those that never end
 * so many seconds, {@code --only lock,one} chooses.
 */
public final class PromotionLoad {

    private static final int CONTROLLERS = 10;
    private static final int BUILDS = 3;

    private PromotionLoad() {}

    /** @param arguments numbers of services, and options */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> words = Arrays.asList(arguments);
        Duration limit = Duration.ofSeconds(Long.parseLong(option(words, "--limit", "300")));
        List<String> only = List.of(
                option(words, "--only", "lock,one,ten,builds,five,unlimited").split(","));
        System.out.println(
                "| layout | services | way | landed | superseded | seconds | of the lock | pushes | pushes per promotion |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (LoadLayout layout : LoadLayout.values()) {
            for (String word : words) {
                if (word.matches("\\d+") && (words.indexOf(word) == 0 || !isValue(words, word))) {
                    compare(layout, Integer.parseInt(word), only, limit);
                }
            }
        }
    }

    private static boolean isValue(List<String> words, String word) {
        return words.get(words.indexOf(word) - 1).startsWith("--");
    }

    private static String option(List<String> words, String name, String otherwise) {
        int place = words.indexOf(name);
        return place < 0 ? otherwise : words.get(place + 1);
    }

    private static void compare(LoadLayout layout, int services, List<String> only, Duration limit)
            throws IOException, InterruptedException {
        Map<String, Attempt> ways = new LinkedHashMap<>();
        ways.put("lock", run -> run.theirs(LoadStrategy.LOCK, limit));
        ways.put("one", run -> run.ours(1, 1));
        ways.put("ten", run -> run.ours(Math.min(CONTROLLERS, services), 1));
        ways.put("one builds", run -> run.ours(1, BUILDS));
        ways.put("ten builds", run -> run.ours(Math.min(CONTROLLERS, services), BUILDS));
        ways.put("five", run -> run.theirs(LoadStrategy.FIVE_TRIES, limit));
        ways.put("unlimited", run -> run.theirs(LoadStrategy.UNLIMITED, limit));
        ways.keySet().removeIf(way -> !only.contains(way) && !(way.endsWith(" builds") && only.contains("builds")));
        double lock = Double.NaN;
        for (Map.Entry<String, Attempt> way : ways.entrySet()) {
            try (LoadRun run = new LoadRun(layout, services)) {
                LoadRun.Outcome outcome = way.getValue().of(run);
                lock = way.getKey().equals("lock") ? outcome.seconds() : lock;
                System.out.println(String.format(
                        Locale.ROOT,
                        "| %s | %d | %s | %d | %d | %.2f | %s | %d | %.2f |",
                        layout.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        services,
                        name(way.getKey()),
                        outcome.landed(),
                        outcome.superseded(),
                        outcome.seconds(),
                        Double.isNaN(lock) ? "" : String.format(Locale.ROOT, "%.3f", outcome.seconds() / lock),
                        outcome.pushes(),
                        (double) outcome.pushes() / Math.max(1, outcome.landed())));
            }
        }
    }

    private static String name(String way) {
        return switch (way) {
            case "one" -> "argoPromote, one controller";
            case "ten" -> "argoPromote, ten controllers";
            case "one builds" -> "argoPromote, one controller, three builds of each";
            case "ten builds" -> "argoPromote, ten controllers, three builds of each";
            case "lock" -> "a lock around clone, edit, push";
            case "five" -> "five tries with 500 ms";
            default -> "unlimited re-apply without a lock";
        };
    }

    /** One way to do it. */
    @FunctionalInterface
    private interface Attempt {
        LoadRun.Outcome of(LoadRun run) throws IOException, InterruptedException;
    }
}
