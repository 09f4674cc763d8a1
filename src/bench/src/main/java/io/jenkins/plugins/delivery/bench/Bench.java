package io.jenkins.plugins.delivery.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks with JMH's own command line and then prints what matters: our time as a multiple of the tool that people would
 * use instead, measured in the same run on the same machine.
 */
public final class Bench {

    /** Our benchmark to the one it is compared with, by the names of their methods. */
    private static final Map<String, String> RATIOS = new TreeMap<>(Map.of(
            "NextVersionBenchmark.semverTag", "NextVersionBenchmark.gitDescribeAndLog",
            "WaitBenchmark.together", "WaitBenchmark.eachForItself",
            "YamlBenchmark.edit", "YamlBenchmark.loadAndDump"));

    private Bench() {}

    /** @param arguments those of JMH, for example {@code YamlBenchmark -f 1} */
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(arguments))
                        .shouldFailOnError(true)
                        .build())
                .run();
        Map<String, Double> scores = new TreeMap<>();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            scores.put(
                    name.substring(Bench.class.getPackageName().length() + 1),
                    result.getPrimaryResult().getScore());
        }
        RATIOS.forEach((ours, theirs) -> {
            if (scores.containsKey(ours) && scores.containsKey(theirs)) {
                double ratio = scores.get(ours) / scores.get(theirs);
                System.out.println(String.format(Locale.ROOT, "%s takes %.2f times %s", ours, ratio, theirs));
            }
        });
    }
}
