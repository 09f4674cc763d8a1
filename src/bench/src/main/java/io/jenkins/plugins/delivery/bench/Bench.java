package io.jenkins.plugins.delivery.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
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
            "NextVersionBenchmark.reading", "NextVersionBenchmark.gitDescribeAndLog",
            "NextVersionBenchmark.semverTag", "NextVersionBenchmark.gitDescribeAndLog",
            "NextVersionBenchmark.gitTagMerged", "NextVersionBenchmark.gitDescribeAndLog",
            "RemoteTagsBenchmark.reading", "RemoteTagsBenchmark.gitLsRemote",
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
            scores.put(
                    name(result) + parameters(result.getParams()),
                    result.getPrimaryResult().getScore());
        }
        for (RunResult result : results) {
            String theirs = RATIOS.get(name(result));
            String parameters = parameters(result.getParams());
            if (theirs != null && scores.containsKey(theirs + parameters)) {
                double ratio = scores.get(name(result) + parameters) / scores.get(theirs + parameters);
                System.out.println(String.format(
                        Locale.ROOT, "%s%s takes %.2f times %s", name(result), parameters, ratio, theirs));
            }
        }
    }

    private static String name(RunResult result) {
        return result.getParams()
                .getBenchmark()
                .substring(Bench.class.getPackageName().length() + 1);
    }

    /** For example {@code (graph=true, history=near)}; empty without parameters. */
    private static String parameters(BenchmarkParams params) {
        return params.getParamsKeys().isEmpty()
                ? ""
                : params.getParamsKeys().stream()
                        .sorted()
                        .map(key -> key + "=" + params.getParam(key))
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
