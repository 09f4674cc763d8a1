package io.jenkins.plugins.delivery.runner.cli;

import io.jenkins.plugins.delivery.engine.Defaults;
import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import io.jenkins.plugins.delivery.runner.steps.EngineSteps;
import io.jenkins.plugins.delivery.runner.view.Style;
import java.io.PrintStream;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The steps and their parameters, told from the request records and the defaults. */
final class StepHelp {

    private final PrintStream out;
    private final Style style;

    StepHelp(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    /** @param name the step; null for all, each with one line */
    void print(String name) {
        if (name != null) {
            print(OperationCatalog.named(name));
            return;
        }
        out.println("Usage: delivery step <name> [--set key=value]… [--workdir DIR] [--json] [--dry-run]"
                + " [--credentials FILE]");
        out.println();
        OperationCatalog.all().forEach(step -> out.println("  " + padded(step.name(), 16) + step.summary()));
        out.println();
        out.println("delivery step <name> --help tells the parameters of one step.");
    }

    private void print(OperationDescriptor<?, ?> step) {
        out.println(style.bold(step.name()) + ": " + step.summary());
        out.println();
        for (RecordComponent component : step.requestType().getRecordComponents()) {
            Parameter parameter = component.getAnnotation(Parameter.class);
            Object value = Defaults.ofStep(step.name()).get(component.getName());
            String extra = EngineSteps.required(component) ? " (required)" : value == null ? "" : " [" + value + "]";
            out.println("  " + padded(component.getName(), 18) + padded(type(component), 10)
                    + (parameter == null ? "" : parameter.help()) + style.faint(extra));
        }
    }

    private static String type(RecordComponent component) {
        Class<?> type = component.getType();
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant ->
                            ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining("|"));
        }
        return type == String.class ? "text" : type.getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
