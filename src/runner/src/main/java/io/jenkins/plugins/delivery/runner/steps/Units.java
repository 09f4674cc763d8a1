package io.jenkins.plugins.delivery.runner.steps;

import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.runner.host.PipelineFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Times as {@code timeout} and {@code sleep} take them: a number and the name of a unit. */
final class Units {

    private Units() {}

    static Duration duration(long amount, String unit, String otherwise) {
        String name = (unit == null ? otherwise : unit).toUpperCase(Locale.ROOT);
        List<String> known = Arrays.stream(TimeUnit.values()).map(Enum::name).toList();
        if (!known.contains(name)) {
            throw new PipelineFailure("The unit " + NearestName.unknownKey("", name, known));
        }
        return Duration.of(amount, TimeUnit.valueOf(name).toChronoUnit());
    }
}
