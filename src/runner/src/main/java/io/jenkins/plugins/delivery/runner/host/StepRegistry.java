package io.jenkins.plugins.delivery.runner.host;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The steps that a script can call, by name. */
public final class StepRegistry {

    private final Map<String, StepSpec> specs = new LinkedHashMap<>();

    public StepRegistry(Collection<StepSpec> all) {
        for (StepSpec spec : all) {
            if (specs.put(spec.name(), spec) != null) {
                throw new IllegalArgumentException("The step " + spec.name() + " is defined twice.");
            }
        }
    }

    public Optional<StepSpec> find(String name) {
        return Optional.ofNullable(specs.get(name));
    }

    public Set<String> names() {
        return Set.copyOf(specs.keySet());
    }

    /** The same names with other behaviour, for a run without effects. */
    public StepRegistry map(UnaryOperator<StepSpec> change) {
        return new StepRegistry(specs.values().stream().map(change).toList());
    }

    /** With one more step, or one in place of that of the same name. */
    public StepRegistry with(StepSpec spec) {
        Map<String, StepSpec> all = new LinkedHashMap<>(specs);
        all.put(spec.name(), spec);
        return new StepRegistry(all.values());
    }
}
