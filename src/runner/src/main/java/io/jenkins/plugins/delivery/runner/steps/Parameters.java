package io.jenkins.plugins.delivery.runner.steps;

import io.jenkins.plugins.delivery.runner.host.PipelineRun;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Declared build parameters and the values they get when nobody gives one. */
final class Parameters {

    /** How a definition says its kind when it is no call of a symbol. */
    private static final String CLASS = "$class";

    private Parameters() {}

    static void declare(PipelineRun run, Object definitions) {
        Collection<?> all = definitions instanceof Collection<?> many ? many : List.of(definitions);
        for (Object item : all) {
            if (item instanceof Map<?, ?> definition && definition.get("name") != null) {
                String name = definition.get("name").toString();
                Object given = run.parameters().get(name);
                Object value = given == null ? defaultOf(definition) : typed(definition, given);
                run.parameters().put(name, value);
                if (run.environment().effective(topless(run)).get(name) == null) {
                    run.environment().set(name, String.valueOf(value));
                }
            }
        }
    }

    /** What a parameter is worth without an answer: its default, the first choice, false or empty text. */
    static Object defaultOf(Map<?, ?> definition) {
        Object kind = definition.get(Symbols.NAME);
        Object declared = definition.get("defaultValue");
        if ("booleanParam".equals(kind)) {
            return declared != null && Boolean.parseBoolean(declared.toString());
        }
        if ("choice".equals(kind) || "ChoiceParameterDefinition".equals(definition.get(CLASS))) {
            Object choices = definition.get("choices");
            if (choices instanceof Collection<?> many) {
                return many.isEmpty() ? "" : many.iterator().next();
            }
            return Objects.toString(choices, "").lines().findFirst().orElse("");
        }
        return Objects.toString(declared, "");
    }

    private static Object typed(Map<?, ?> definition, Object given) {
        return "booleanParam".equals(definition.get(Symbols.NAME)) ? Boolean.parseBoolean(given.toString()) : given;
    }

    private static io.jenkins.plugins.delivery.runner.host.Scope topless(PipelineRun run) {
        return io.jenkins.plugins.delivery.runner.host.Scope.top(run.cancellation());
    }
}
