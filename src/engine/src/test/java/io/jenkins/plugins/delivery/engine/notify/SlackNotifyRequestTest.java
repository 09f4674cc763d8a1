package io.jenkins.plugins.delivery.engine.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlackNotifyRequestTest {

    @Test
    void needsAChannel() {
        assertThat(problems(Map.of("text", "hello"))).singleElement().asString().startsWith("channel is required");
    }

    @Test
    void tellsEveryProblemAtOnce() {
        assertThat(problems(Map.of(
                        "channel",
                        "#c",
                        "ts",
                        "yesterday",
                        "thread",
                        "1.x",
                        "endpoint",
                        "ftp://slack",
                        "event",
                        "info")))
                .anySatisfy(p -> assertThat(p).startsWith("text is required"))
                .anySatisfy(p -> assertThat(p).startsWith("give ts (edit a message) or thread"))
                .anySatisfy(p -> assertThat(p).startsWith("ts: 'yesterday'"))
                .anySatisfy(p -> assertThat(p).startsWith("thread: '1.x'"))
                .anySatisfy(p -> assertThat(p).startsWith("endpoint: 'ftp://slack'"))
                .hasSize(5);
    }

    @Test
    void refusesAnUnknownEvent() {
        assertThat(problems(Map.of("channel", "#c", "event", "exploded")))
                .singleElement()
                .asString()
                .contains("'exploded' is not one of started, progress, approval, passed, failed, info");
    }

    private static List<String> problems(Map<String, ?> arguments) {
        return catchThrowableOfType(
                        InvalidInputException.class,
                        () -> RequestBinder.bind("slackNotify", SlackNotifyRequest.class, arguments))
                .problems();
    }
}
