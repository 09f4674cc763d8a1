package io.jenkins.plugins.delivery.engine.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackMessageTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"started", "progress", "approval", "passed", "failed", "info"})
    void looksAsAgreed(String event) throws IOException {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("channel", "#payments");
        arguments.put("event", event);
        arguments.put("service", "payments");
        arguments.put("version", "1.4.0");
        arguments.put("env", "stage");
        arguments.put("stage", "Verify stage");
        arguments.put("author", "Ada Lovelace");
        arguments.put("url", "https://ci.example/job/payments/12/?a=1&b=2");
        arguments.put("fields", Map.of("Branch", "release/1.4.0"));
        if (event.equals("failed")) {
            arguments.put(
                    "error",
                    "Gate e2e in stage failed: GET /health: expected status 200, but it answered 500.\nat line 2");
            arguments.put("advice", "Correct the software, or the expectation when the software is right.");
        }
        if (event.equals("info") || event.equals("approval")) {
            arguments.put("text", "12 commits since 1.3.0 wait for <prod>");
        }
        SlackMessage message = SlackMessage.of(notification(arguments));
        try (InputStream golden = getClass().getResourceAsStream(event + ".json")) {
            assertThat(tree(message)).isEqualTo(JSON.readTree(golden));
        }
    }

    @Test
    void everyEventHasAHeadlineOfItsOwn() {
        for (NotificationEvent event : NotificationEvent.values()) {
            String text = SlackMessage.of(notification(
                            Map.of("channel", "#c", "event", event.name(), "text", "hello", "service", "payments")))
                    .text();
            assertThat(text).startsWith(event.symbol() + " payments");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    <!channel> hello          => &lt;!channel&gt; hello
                    <@U123> & <#C1|general>   => &lt;@U123&gt; &amp; &lt;#C1|general&gt;
                    <https://evil.example|ok> => &lt;https://evil.example|ok&gt;
                    &lt;!here&gt;             => &amp;lt;!here&amp;gt;
                    """)
    void outsideTextIsInert(String hostile, String inert) {
        SlackMessage message = SlackMessage.of(notification(Map.of(
                "channel",
                "#c",
                "event",
                "failed",
                "text",
                hostile,
                "service",
                hostile,
                "error",
                hostile,
                "advice",
                hostile,
                "author",
                hostile,
                "fields",
                Map.of(hostile, hostile))));
        assertThat(tree(message).toString()).contains(inert).doesNotContain(hostile);
    }

    @Test
    void anAddressIsALinkThatShowsWhereItLeads() {
        SlackMessage message = SlackMessage.of(
                notification(
                        Map.of(
                                "channel",
                                "#c",
                                "event",
                                "failed",
                                "fields",
                                Map.of(
                                        "Dashboard",
                                        "https://grafana.example.com/d/x?var-service=pay%26ments&from=1795176000000&to=1795176180000"))));
        assertThat(tree(message).toString())
                .contains(
                        "*Dashboard*\\n<https://grafana.example.com/d/x?var-service=pay%26ments&amp;from=1795176000000&amp;"
                                + "to=1795176180000|grafana.example.com>");
    }

    @Test
    void nothingEndsTheCodeBlockOrHidesBehindControlCharacters() {
        SlackMessage message = SlackMessage.of(notification(Map.of(
                "channel",
                "#c",
                "event",
                "failed",
                "error",
                "\u001b[31mred\u001b[0m ``` <!here> \u202egnp.exe\u0007")));
        assertThat(message.blocks().get(1).toString())
                .contains("```red ''' &lt;!here&gt; gnp.exe```")
                .doesNotContain("\u001b", "\u202e", "\u0007");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "https://x|<!channel>", "file:///etc/passwd", "https://a b"})
    void onlyWebAddressesBecomeLinks(String url) {
        SlackMessage message = SlackMessage.of(notification(Map.of("channel", "#c", "event", "started", "url", url)));
        assertThat(tree(message).toString()).doesNotContain("Open the run");
    }

    @Property(tries = 200)
    void keepsToSlacksLimits(
            @ForAll @StringLength(max = 4000) String text, @ForAll @StringLength(max = 200) String name) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < 60; i++) {
            fields.put(name + i, text);
        }
        Notification notification = new Notification(
                NotificationEvent.FAILED,
                text,
                new Notification.Subject(text, text, text, text),
                new Notification.Problem(text, text),
                text,
                "https://ci.example",
                fields);
        for (SlackMessage message : List.of(SlackMessage.of(notification), SlackMessage.call(notification))) {
            JsonNode blocks = tree(message).get("blocks");
            assertThat(blocks.size()).isBetween(1, 50);
            assertThat(message.text()).isNotBlank().hasSizeLessThan(40_000);
            for (JsonNode block : blocks) {
                int limit = block.get("type").asText().equals("header") ? 150 : 3000;
                assertThat(block.path("text").path("text").asText("x"))
                        .isNotEmpty()
                        .hasSizeLessThanOrEqualTo(limit);
                assertThat(block.path("fields").size()).isLessThanOrEqualTo(10);
                block.path("fields")
                        .forEach(field -> assertThat(field.get("text").asText()).hasSizeLessThanOrEqualTo(2000));
            }
            assertThat(tree(message).toString()).doesNotContainPattern("&(?!amp;|lt;|gt;)");
        }
    }

    @Test
    void aCutNeverSplitsAnEscapeOrACharacter() {
        for (int length = 1; length < 30; length++) {
            String cut = Mrkdwn.block("<&>\ud83d\ude80".repeat(10), length);
            assertThat(cut).hasSizeLessThanOrEqualTo(length);
            assertThat(cut.replaceAll("&(amp|lt|gt);", "")).doesNotContain("&", ";");
            assertThat(cut.codePoints().filter(c -> c >= 0xd800 && c <= 0xdfff)).isEmpty();
        }
    }

    @Test
    void previewReadsLikeTheMessage() {
        String preview = SlackMessage.of(notification(Map.of(
                        "channel", "#c", "event", "failed", "service", "payments", "error", "a < b", "author", "Ada")))
                .preview();
        assertThat(preview).contains("❌ payments failed", "a < b", "*Author*\nAda");
    }

    private static Notification notification(Map<String, ?> arguments) {
        return RequestBinder.bind("slackNotify", SlackNotifyRequest.class, arguments)
                .notification();
    }

    private static JsonNode tree(SlackMessage message) {
        return JSON.valueToTree(Map.of("text", message.text(), "blocks", message.blocks()));
    }
}
