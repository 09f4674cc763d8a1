package io.jenkins.plugins.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The loop that hosts without saved state use. */
class WaitingOperationTest {

    private record Nothing() implements OperationRequest {}

    private record Answer(int polls) implements OperationResult {
        @Override
        public Map<String, Object> toMap() {
            return Map.of("polls", polls);
        }
    }

    /** Plays the given polls one after the other, the last one for ever. */
    private static final class Script implements WaitingOperation<Nothing, Answer> {
        private final Deque<Supplier<Progress<Answer>>> polls = new ArrayDeque<>();
        private final List<String> cancelled = new ArrayList<>();
        private Ticket seen;
        private int count;

        @Override
        public Ticket start(Nothing request, EngineContext context) {
            Instant now = context.clock().instant();
            return new Ticket("script", now, now.plusSeconds(60), Map.of("round", 0));
        }

        @Override
        public Progress<Answer> poll(Ticket ticket, EngineContext context) {
            seen = ticket;
            count++;
            return (polls.size() > 1 ? polls.remove() : polls.element()).get();
        }

        @Override
        public String cancel(Ticket ticket, String reason, EngineContext context) {
            cancelled.add(reason);
            return "Nothing is left behind.";
        }

        Progress<Answer> wait(String message, int seconds) {
            return Progress.waiting(seen.with("round", count), message, Duration.ofSeconds(seconds));
        }
    }

    private final Script script = new Script();
    private final RecordedRun run = new RecordedRun(Path.of("work"));

    @Test
    void pollsUntilDoneWithTheTicketOfTheLastPollAndTellsEachMessageOnce() throws InterruptedException {
        script.polls.add(() -> script.wait("syncing", 5));
        script.polls.add(() -> script.wait("syncing", 5));
        script.polls.add(() -> script.wait("progressing", 10));
        script.polls.add(() -> Progress.done(new Answer(script.count)));
        assertThat(run().polls()).isEqualTo(4);
        assertThat(script.seen.state()).containsEntry("round", 3);
        assertThat(run.progress()).containsExactly("syncing", "progressing");
        assertThat(run.pauses()).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(10));
        assertThat(script.cancelled).isEmpty();
    }

    @Test
    void anOutageIsWaitedOutAsLongAsTheRemoteAsks() throws InterruptedException {
        script.polls.add(() -> {
            throw new RetryableException("Argo CD is down.", "", null);
        });
        script.polls.add(() -> {
            throw new RetryableException("Too many requests.", "", null, Duration.ofSeconds(20));
        });
        script.polls.add(() -> Progress.done(new Answer(script.count)));
        assertThat(run().polls()).isEqualTo(3);
        assertThat(run.pauses()).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(20));
        assertThat(run.progress()).first().asString().contains("Argo CD is down.");
    }

    @Test
    void thePassedDeadlineCancelsAndTellsWhatWasSeenLast() {
        script.polls.add(() -> script.wait("still progressing", 25));
        assertThatThrownBy(this::run)
                .isInstanceOf(TerminalException.class)
                .hasMessage("script gave up after 1m: still progressing. Nothing is left behind.");
        assertThat(run.pauses())
                .as("the last pause ends at the deadline")
                .containsExactly(Duration.ofSeconds(25), Duration.ofSeconds(25), Duration.ofSeconds(10));
        assertThat(script.cancelled).containsExactly("timed out: still progressing");
        assertThat(script.count).isEqualTo(4);
    }

    @Test
    void aTerminalFailureEndsTheWaitAtOnceAndCancelsNothing() {
        script.polls.add(() -> {
            throw new TerminalException("The application is gone.", "Create it.");
        });
        assertThatThrownBy(this::run).hasMessage("The application is gone. Create it.");
        assertThat(run.pauses()).isEmpty();
        assertThat(script.cancelled).isEmpty();
    }

    @Test
    void anAbortCancelsTellsAndStaysAnAbort() {
        script.polls.add(() -> {
            Thread.currentThread().interrupt();
            return script.wait("syncing", 5);
        });
        assertThatThrownBy(this::run).isInstanceOf(InterruptedException.class);
        assertThat(script.cancelled).containsExactly("aborted");
        assertThat(run.warnings()).containsExactly("Nothing is left behind.");
    }

    private Answer run() throws InterruptedException {
        return script.run(new Nothing(), run.context());
    }
}
