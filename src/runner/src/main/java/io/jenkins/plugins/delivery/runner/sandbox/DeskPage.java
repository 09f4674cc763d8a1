package io.jenkins.plugins.delivery.runner.sandbox;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import io.jenkins.plugins.delivery.runner.model.SlackMessage;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Draws the page of the desk; every text is escaped where it stands. */
final class DeskPage {

    private static final String TEMPLATE = "desk.ftlh";

    private final Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
    private final String title;

    DeskPage(String title) {
        this.title = title;
        templates.setClassForTemplateLoading(DeskPage.class, "");
        templates.setDefaultEncoding(StandardCharsets.UTF_8.name());
        templates.setOutputFormat(HTMLOutputFormat.INSTANCE);
        templates.setObjectWrapper(new DefaultObjectWrapper(Configuration.VERSION_2_3_34));
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
    }

    /**
     * The page as it is now.
     *
     * @param versions environment name to the version that runs there
     */
    String render(Map<String, String> versions, List<SlackMessage> messages) {
        List<Map<String, Object>> environments = versions.entrySet().stream()
                .map(entry -> Map.<String, Object>of("name", entry.getKey(), "version", entry.getValue()))
                .toList();
        List<Map<String, Object>> posts = messages.stream().map(DeskPage::post).toList();
        StringWriter page = new StringWriter();
        try {
            templates
                    .getTemplate(TEMPLATE)
                    .process(Map.of("title", title, "environments", environments, "messages", posts), page);
        } catch (IOException | TemplateException e) {
            throw new IllegalStateException("The desk's template " + TEMPLATE + " is broken: " + e.getMessage(), e);
        }
        return page.toString();
    }

    private static Map<String, Object> post(SlackMessage message) {
        return Map.of(
                "channel",
                message.channel(),
                "text",
                message.body().text(),
                "replies",
                message.replies().stream().map(DeskPage::post).toList());
    }
}
