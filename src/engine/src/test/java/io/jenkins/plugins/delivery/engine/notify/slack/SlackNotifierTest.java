package io.jenkins.plugins.delivery.engine.notify.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.notify.SlackNotify;
import io.jenkins.plugins.delivery.engine.notify.SlackNotifyRequest;
import io.jenkins.plugins.delivery.engine.notify.SlackNotifyResult;
import io.jenkins.plugins.delivery.testbed.slack.SlackPost;
import io.jenkins.plugins.delivery.testbed.slack.SlackServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SlackNotifierTest {

    private static final String TOKEN = "xoxb-canary-4711";

    @TempDir
    Path workDir;

    private SlackServer slack;
    /** Longer than the real one, so that a busy machine does not decide these tests. */
    private Duration limit = Duration.ofSeconds(30);

    private RecordedRun run;

    @BeforeEach
    void start() {
        slack = SlackServer.start(TOKEN, "#payments");
        run = new RecordedRun(workDir).with(Credential.token("slack", TOKEN));
    }

    @AfterEach
    void stop() {
        slack.close();
        assertThat(slack.failures()).isEmpty();
        assertThat(run.everything()).doesNotContain(TOKEN);
    }

    @Test
    void oneMessageIsEditedInPlaceAndAnsweredInItsThread() throws InterruptedException {
        SlackNotifyResult started = send(Map.of("event", "started", "service", "payments", "version", "1.4.0"));
        assertThat(started.delivered()).isTrue();
        assertThat(started.channel()).isEqualTo(slack.channel("#payments").id());

        SlackNotifyResult passed = send(
                Map.of("event", "passed", "service", "payments", "channel", started.channel(), "ts", started.ts()));
        send(Map.of("text", "42 tests passed", "channel", started.channel(), "thread", started.ts()));

        assertThat(passed.ts()).isEqualTo(started.ts());
        assertThat(passed.toMap()).containsOnlyKeys("channel", "ts", "delivered");
        List<SlackPost> posts = slack.messages("#payments");
        assertThat(posts).hasSize(2);
        assertThat(posts.get(0).edits()).isEqualTo(1);
        assertThat(posts.get(0).text()).isEqualTo("✅ payments passed");
        assertThat(posts.get(1).isReply()).isTrue();
        assertThat(posts.get(1).content().broadcast()).isFalse();
        assertThat(run.warnings()).isEmpty();
    }

    @Test
    void aFailureEditsTheMessageAndCallsTheChannel() throws InterruptedException {
        SlackNotifyResult started = send(Map.of("event", "started", "service", "payments"));
        SlackNotifyResult failed = send(Map.of(
                "event",
                "failed",
                "service",
                "payments",
                "stage",
                "Verify stage",
                "error",
                "GET /health: expected status 200, but it answered 500",
                "channel",
                started.channel(),
                "ts",
                started.ts()));

        assertThat(failed.ts()).isEqualTo(started.ts());
        List<SlackPost> posts = slack.messages("#payments");
        assertThat(posts).hasSize(2);
        assertThat(posts.get(0).blocks().toString()).contains("First error", "expected status 200");
        assertThat(posts.get(1).threadTs()).isEqualTo(started.ts());
        assertThat(posts.get(1).content().broadcast()).isTrue();
    }

    @Test
    void aFailureInAThreadIsBroadcast() throws InterruptedException {
        SlackNotifyResult started = send(Map.of("event", "started"));
        send(Map.of("event", "failed", "error", "no", "thread", started.ts()));
        assertThat(slack.messages("#payments").get(1).content().broadcast()).isTrue();
    }

    @Test
    void anEditByTheChannelsNameBecomesAnAnswerBecauseSlackWantsItsId() throws InterruptedException {
        SlackNotifyResult started = send(Map.of("event", "started"));
        SlackNotifyResult passed = send(Map.of("event", "passed", "ts", started.ts()));
        assertThat(passed.delivered()).isTrue();
        assertThat(passed.ts()).isEqualTo(started.ts());
        assertThat(slack.messages("#payments").get(1).threadTs()).isEqualTo(started.ts());
        assertThat(run.warnings()).singleElement().asString().contains("channel_not_found", "channel's id");
    }

    @Test
    void aSecretThatTheRunKnowsIsNotTold() throws InterruptedException {
        run.with(Credential.usernamePassword("registry", "ci", "hunter2-canary"));
        EngineContext context = run.context();
        context.credential("registry");
        new SlackNotify(new SlackNotifier())
                .run(bind(Map.of("event", "failed", "error", "push of hunter2-canary failed")), context);
        assertThat(slack.messages("#payments").toString())
                .contains("push of **** failed")
                .doesNotContain("hunter2");
    }

    @Test
    void waitsForARateLimitThatFitsIntoTheLimit() throws InterruptedException {
        slack.rateLimitNext(1, Duration.ofSeconds(2));
        assertThat(send(Map.of("event", "started")).delivered()).isTrue();
        assertThat(run.pauses()).containsExactly(Duration.ofSeconds(2));
        assertThat(slack.messages("#payments")).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void theDeliveryGoesOnAndTheLogTellsWhy(String fault, Consumer<SlackServer> cause, String told)
            throws InterruptedException {
        cause.accept(slack);
        limit = fault.equals("black hole") ? Duration.ofSeconds(1) : limit;
        SlackNotifyResult result = send(Map.of("event", "started"));
        assertThat(result.delivered()).isFalse();
        assertThat(result.ts()).isNull();
        assertThat(result.problem()).contains(told);
        assertThat(result.toMap()).containsEntry("delivered", false).containsEntry("problem", result.problem());
        assertThat(run.warnings())
                .singleElement()
                .asString()
                .startsWith("Slack was not told. ")
                .contains(told)
                .endsWith("The delivery goes on.");
        slack.recover();
    }

    static Stream<Arguments> theDeliveryGoesOnAndTheLogTellsWhy() {
        return Stream.of(
                fault("refused connection", SlackServer::stop, "cannot be reached"),
                fault("black hole", SlackServer::hang, "did not answer POST /chat.postMessage within"),
                fault("rate limit longer than the limit", s -> s.rateLimitNext(1, Duration.ofSeconds(60)), "429"),
                fault("500", s -> s.failAlways(500), "with 500: internal_error"),
                fault("ok false", s -> s.refuseNext(1, "channel_not_found"), "the app sees no such channel"),
                fault("not in channel", s -> s.refuseNext(1, "not_in_channel"), "/invite"),
                fault("unknown error", s -> s.refuseNext(1, "hocus_pocus"), "hocus_pocus"),
                fault("plain ok", s -> s.plainOkNext(1), "not JSON: ok."),
                fault("HTML", s -> s.htmlNext(1, 200), "not JSON: <!DOCTYPE html>"),
                fault("HTML error page", s -> s.htmlNext(1, 502), "502"),
                fault(
                        "JSON of something else",
                        s -> s.failNext(1, 200, "{\"hello\":1}", Map.of()),
                        "neither ok nor error"),
                fault("empty body", s -> s.failNext(1, 200, "", Map.of()), "neither ok nor error"),
                fault("redirect", s -> s.failNext(1, 302, "", Map.of("Location", "http://127.0.0.1:1/")), "302"),
                fault("bad token", s -> s.requireBearer("another"), "Store the bot token"));
    }

    private static Arguments fault(String name, Consumer<SlackServer> cause, String told) {
        return Arguments.of(name, cause, told);
    }

    @Test
    void aMissingOrDamagedTokenIsToldWithoutTheToken() throws InterruptedException {
        assertThat(send(Map.of("event", "started", "credentialsId", "none")).problem())
                .contains("No credentials with the id 'none'");
        run.with(Credential.token("torn", TOKEN + "\nrest"));
        assertThat(send(Map.of("event", "started", "credentialsId", "torn")).problem())
                .contains("'torn'", "Store it again")
                .doesNotContain(TOKEN);
        run.with(Credential.token("newline", TOKEN + "\n"));
        assertThat(send(Map.of("event", "started", "credentialsId", "newline")).delivered())
                .isTrue();
    }

    @Test
    void aDryRunShowsTheMessageAndSendsNothing() throws InterruptedException {
        SlackNotifyResult result = new SlackNotify(new SlackNotifier())
                .run(
                        bind(Map.of("event", "passed", "service", "payments", "credentialsId", "none")),
                        run.context().toBuilder().dryRun(true).build());
        assertThat(result.delivered()).isFalse();
        assertThat(slack.requests()).isEmpty();
        assertThat(run.infos()).singleElement().asString().contains("#payments", "✅ payments passed");
    }

    @Test
    void theProductionLimitIsFiveSeconds() {
        assertThat(SlackNotifier.LIMIT).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void postsNoPreviewsNoNamesAndNoMarkupThatSlackWouldAdd() throws InterruptedException {
        send(Map.of("event", "started", "service", "@here #general https://evil.example"));
        assertThat(slack.requests("POST", "/api/chat.postMessage").get(0).body())
                .contains("\"unfurl_links\":false", "\"link_names\":false", "\"parse\":\"none\"");
    }

    private SlackNotifyResult send(Map<String, Object> arguments) throws InterruptedException {
        return new SlackNotify(new SlackNotifier(limit)).run(bind(arguments), run.context());
    }

    private SlackNotifyRequest bind(Map<String, Object> arguments) {
        Map<String, Object> all = new HashMap<>();
        all.put("channel", "#payments");
        all.put("endpoint", slack.api().toString());
        all.putAll(arguments);
        return RequestBinder.bind("slackNotify", SlackNotifyRequest.class, all);
    }
}
