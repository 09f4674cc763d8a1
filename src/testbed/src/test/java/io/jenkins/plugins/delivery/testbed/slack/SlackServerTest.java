package io.jenkins.plugins.delivery.testbed.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.testbed.http.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackServerTest {

    private static final String TOKEN = "xoxb-test";

    private final SlackServer slack = SlackServer.start(TOKEN, "#payments");
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        slack.close();
        assertThat(slack.failures()).isEmpty();
    }

    @Test
    void aMessageIsPostedAndEditedInPlace() throws Exception {
        JsonNode posted = post("chat.postMessage", Map.of("channel", "#payments", "text", "1.4.0 goes to dev"));
        assertThat(posted.path("ok").asBoolean()).isTrue();

        JsonNode updated = post(
                "chat.update",
                Map.of(
                        "channel", posted.path("channel").asText(),
                        "ts", posted.path("ts").asText(),
                        "text", "1.4.0 is in dev",
                        "blocks", List.of(section("*1.4.0* is in dev"))));

        assertThat(updated.path("ts")).isEqualTo(posted.path("ts"));
        assertThat(slack.messages("#payments")).singleElement().satisfies(message -> {
            assertThat(message.text()).isEqualTo("1.4.0 is in dev");
            assertThat(message.blocks()).containsExactly(section("*1.4.0* is in dev"));
            assertThat(message.edits()).isEqualTo(1);
            assertThat(message.author()).isEqualTo("Delivery");
            assertThat(message.isReply()).isFalse();
        });
    }

    @Test
    void anEditWithoutBlocksKeepsThemAndAnEmptyListTakesThemAway() throws Exception {
        JsonNode posted =
                post("chat.postMessage", Map.of("channel", "#payments", "text", "a", "blocks", List.of(section("a"))));
        String channel = posted.path("channel").asText();
        String ts = posted.path("ts").asText();

        post("chat.update", Map.of("channel", channel, "ts", ts, "text", "b"));
        assertThat(slack.messages(channel).get(0).blocks()).hasSize(1);

        post("chat.update", Map.of("channel", channel, "ts", ts, "text", "c", "blocks", List.of()));
        assertThat(slack.messages(channel).get(0).blocks()).isEmpty();
    }

    @Test
    void repliesStandInTheThreadOfTheirMessage() throws Exception {
        JsonNode parent = post("chat.postMessage", Map.of("channel", "payments", "text", "run 7"));
        String ts = parent.path("ts").asText();
        post(
                "chat.postMessage",
                Map.of("channel", "payments", "text", "gate passed", "thread_ts", ts, "reply_broadcast", true));
        post("chat.postMessage", Map.of("channel", "payments", "text", "run 8"));

        SlackChannel channel = slack.channel("#payments");

        assertThat(channel.messages()).extracting(SlackPost::text).containsExactly("run 7", "run 8");
        assertThat(channel.replies(ts)).singleElement().satisfies(reply -> {
            assertThat(reply.text()).isEqualTo("gate passed");
            assertThat(reply.content().broadcast()).isTrue();
        });
        assertThat(channel.posts()).extracting(SlackPost::ts).doesNotHaveDuplicates();
        JsonNode thread = form("conversations.replies", "channel=" + channel.id() + "&ts=" + ts);
        assertThat(thread.path("messages").findValuesAsText("text")).containsExactly("run 7", "gate passed");
    }

    @Test
    void takesForms() throws Exception {
        String blocks = URLEncoder.encode(Json.write(List.of(section("*hello*"))), StandardCharsets.UTF_8);

        assertThat(form("chat.postMessage", "channel=%23payments&text=a+b&username=CI&blocks=" + blocks)
                        .path("ok")
                        .asBoolean())
                .isTrue();

        assertThat(slack.messages("payments")).singleElement().satisfies(message -> {
            assertThat(message.text()).isEqualTo("a b");
            assertThat(message.author()).isEqualTo("CI");
            assertThat(message.blocks()).containsExactly(section("*hello*"));
        });
    }

    @Test
    void findsPeopleByAddressInAnyCase() throws Exception {
        String id = slack.addUser("Ada@example.org", "ada");

        assertThat(form("users.lookupByEmail", "email=ada%40EXAMPLE.org")
                        .at("/user/id")
                        .asText())
                .isEqualTo(id);
        assertThat(form("users.lookupByEmail", "email=bob%40example.org")
                        .path("error")
                        .asText())
                .isEqualTo("users_not_found");
        assertThat(post("users.lookupByEmail", Map.of("email", "ada@example.org"))
                        .path("error")
                        .asText())
                .as("Slack reads no JSON here")
                .isEqualTo("invalid_arguments");
    }

    @Test
    void reactionsAreKeptOnce() throws Exception {
        JsonNode posted = post("chat.postMessage", Map.of("channel", "payments", "text", "x"));
        Map<String, Object> reaction = Map.of(
                "channel", posted.path("channel").asText(),
                "timestamp", posted.path("ts").asText(),
                "name", "white_check_mark");

        assertThat(post("reactions.add", reaction).path("ok").asBoolean()).isTrue();
        assertThat(post("reactions.add", reaction).path("error").asText()).isEqualTo("already_reacted");
        assertThat(slack.messages("payments").get(0).reactions()).containsExactly("white_check_mark");
    }

    @ParameterizedTest
    @CsvSource({
        "chat.postMessage, channel=nowhere&text=x, channel_not_found",
        "chat.postMessage, channel=payments, no_text",
        "chat.postMessage, channel=payments&text=x&thread_ts=1.2, thread_not_found",
        "chat.postMessage, channel=payments&blocks=%5Boops, invalid_blocks_format",
        "chat.postMessage, 'channel=payments&blocks=[{\"type\":\"nonsense\"}]', invalid_blocks",
        "chat.update, channel=C0000000001&ts=1.2&text=x, message_not_found",
        "chat.update, channel=payments&ts=1.2&text=x, channel_not_found",
        "reactions.add, channel=C0000000001&timestamp=1.2&name=x, message_not_found",
        "conversations.replies, channel=C0000000001&ts=1.2, thread_not_found",
        "chat.delete, channel=payments, unknown_method"
    })
    void refusesInTheWordsOfSlack(String method, String form, String error) throws Exception {
        JsonNode answer = form(method, form);

        assertThat(answer.path("ok").asBoolean(true)).isFalse();
        assertThat(answer.path("error").asText()).isEqualTo(error);
    }

    @Test
    void namesTheBlockThatIsTooLong() throws Exception {
        JsonNode answer = post(
                "chat.postMessage",
                Map.of("channel", "payments", "blocks", List.of(section("ok"), section("x".repeat(3001)))));

        assertThat(answer.path("error").asText()).isEqualTo("invalid_blocks");
        assertThat(answer.at("/response_metadata/messages/0").asText())
                .contains("less than 3001 characters")
                .contains("/blocks/1/text/text");
    }

    @Test
    void wantsTheToken() throws Exception {
        assertThat(Json.parse(send("auth.test", "", "Bearer wrong").body())
                        .path("error")
                        .asText())
                .isEqualTo("invalid_auth");
        HttpResponse<String> anonymous = client.send(
                HttpRequest.newBuilder(slack.api().resolve("auth.test")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(anonymous.statusCode()).isEqualTo(200);
        assertThat(Json.parse(anonymous.body()).path("error").asText()).isEqualTo("not_authed");
        assertThat(form("auth.test", "").path("ok").asBoolean()).isTrue();
    }

    @Test
    void everyWayInWhichSlackFails() throws Exception {
        slack.rateLimitNext(1, Duration.ofSeconds(3));
        slack.refuseNext(1, "is_archived");
        slack.plainOkNext(1);
        slack.htmlNext(1, 502);

        HttpResponse<String> limited = send("auth.test", "", "Bearer " + TOKEN);
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).contains("3");
        assertThat(form("auth.test", "").path("error").asText()).isEqualTo("is_archived");
        assertThat(send("auth.test", "", "Bearer " + TOKEN).body()).isEqualTo("ok");
        HttpResponse<String> html = send("auth.test", "", "Bearer " + TOKEN);
        assertThat(html.statusCode()).isEqualTo(502);
        assertThat(html.headers().firstValue("Content-Type")).contains("text/html");

        slack.hang();
        HttpRequest impatient = HttpRequest.newBuilder(slack.api().resolve("auth.test"))
                .timeout(Duration.ofMillis(200))
                .build();
        assertThatThrownBy(() -> client.send(impatient, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        slack.recover();
        assertThat(form("auth.test", "").path("ok").asBoolean()).isTrue();
    }

    private static Map<String, Object> section(String text) {
        return Map.of("type", "section", "text", Map.of("type", "mrkdwn", "text", text));
    }

    private JsonNode post(String method, Map<String, ?> json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(slack.api().resolve(method))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(json)))
                .build();
        return Json.parse(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private JsonNode form(String method, String form) throws IOException, InterruptedException {
        return Json.parse(send(method, form, "Bearer " + TOKEN).body());
    }

    private HttpResponse<String> send(String method, String form, String authorization)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(slack.api().resolve(method))
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
