package io.jenkins.plugins.delivery.bench;

import io.jenkins.plugins.delivery.engine.yaml.YamlEdit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** One scalar changed in a values file: our edit, which keeps every other byte, against loading and dumping, which does not. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class YamlBenchmark {

    /** How many services stand in the file. */
    @Param("200")
    public int services;

    private String text;
    private int version;

    @Setup
    public void write() {
        StringBuilder values = new StringBuilder("# Values of all services\n");
        for (int i = 0; i < services; i++) {
            values.append("service")
                    .append(i)
                    .append(":\n  image: # set by the pipeline\n    repository: shop/service")
                    .append(i)
                    .append(
                            "\n    tag: \"1.0.0\"\n  replicas: 2\n  env:\n    - name: MODE\n      value: 'production'\n\n");
        }
        text = values.toString();
    }

    @Benchmark
    public String edit() {
        return YamlEdit.of("values.yaml", text)
                .replace("service100.image.tag", next())
                .text();
    }

    @Benchmark
    public String loadAndDump() {
        @SuppressWarnings("unchecked")
        Map<String, Map<String, Map<String, Object>>> values = (Map<String, Map<String, Map<String, Object>>>)
                new Load(LoadSettings.builder().build()).loadFromString(text);
        values.get("service100").get("image").put("tag", next());
        return new Dump(DumpSettings.builder().build()).dumpToString(values);
    }

    private String next() {
        return "1.0." + ++version;
    }
}
