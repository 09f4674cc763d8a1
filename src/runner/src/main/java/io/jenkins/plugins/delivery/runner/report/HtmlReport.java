package io.jenkins.plugins.delivery.runner.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import io.jenkins.plugins.delivery.runner.model.Journey;
import io.jenkins.plugins.delivery.runner.model.TextChange;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the report of a journey: one HTML page without any external resource and without scripts. Every text of the journey is treated
 * as coming from outside: it is escaped where it stands, and the page forbids scripts and loading on top of that.
 */
public final class HtmlReport {

    private static final String TEMPLATE = "report.ftlh";

    private final Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
    private final Times times;

    /** Will show times in this time zone. */
    public HtmlReport(ZoneId zone) {
        times = new Times(zone);
        templates.setClassForTemplateLoading(HtmlReport.class, "");
        templates.setDefaultEncoding(StandardCharsets.UTF_8.name());
        templates.setOutputFormat(HTMLOutputFormat.INSTANCE);
        templates.setObjectWrapper(new DefaultObjectWrapper(Configuration.VERSION_2_3_34));
        templates.setLocale(Locale.ROOT);
        templates.setNumberFormat("computer");
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
    }

    /** The page of a journey. */
    public String render(Journey journey) {
        TextChange visible = new TextChange(VisibleText::of);
        Journey clean = new Journey(
                VisibleText.of(journey.title()),
                journey.runs().stream().map(visible::run).toList());
        StringWriter page = new StringWriter();
        try {
            templates.getTemplate(TEMPLATE).process(Map.of("page", PageView.of(clean, times)), page);
        } catch (IOException | TemplateException e) {
            throw new IllegalStateException("The report's template " + TEMPLATE + " is broken: " + e.getMessage(), e);
        }
        return page.toString();
    }

    /**
     * Writes the page of a journey into a file and makes its directory when needed.
     *
     * @throws UncheckedIOException when the file cannot be written; the message names it
     */
    public void write(Journey journey, Path file) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            Files.createDirectories(directory);
            Files.writeString(file, render(journey));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The report cannot be written to " + file + ": " + e.getMessage() + ". Choose another --report.",
                    e);
        }
    }
}
