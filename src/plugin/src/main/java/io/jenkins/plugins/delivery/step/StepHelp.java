package io.jenkins.plugins.delivery.step;

import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes {@code help-<parameter>.html} of every parameter of every step, from the request records of the engine; run by the build of
 * this plugin. Files and no pages made on request, because the generators of Jenkins' documentation read files.
 */
final class StepHelp {

    private StepHelp() {}

    /** @param arguments the directory of the compiled classes */
    public static void main(String[] arguments) throws IOException {
        Path here = Path.of(arguments[0], StepHelp.class.getPackageName().split("\\."));
        for (OperationDescriptor<?, ?> operation : OperationCatalog.all()) {
            Path directory = Files.createDirectories(here.resolve(className(operation.name())));
            for (StepParameter parameter : StepParameter.of(operation)) {
                Files.writeString(directory.resolve("help-" + parameter.getName() + ".html"), page(parameter));
            }
        }
    }

    /** The class of a step, by its name. */
    static String className(String step) {
        return step.substring(0, 1).toUpperCase(Locale.ROOT) + step.substring(1) + "Step";
    }

    static String page(StepParameter parameter) {
        String fallback = parameter.getDefaultText();
        return "<div>\n  <p>" + escape(parameter.getHelp()) + "</p>\n  <p>"
                + (parameter.isRequired() ? "Required: " : "Optional: ")
                + escape(parameter.getKind())
                + (fallback.isEmpty() ? "." : ". Default: <code>" + escape(fallback) + "</code>.")
                + "</p>\n</div>\n";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
