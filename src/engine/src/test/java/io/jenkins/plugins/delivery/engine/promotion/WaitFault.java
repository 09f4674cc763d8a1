package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.argo.http.ArgoHttpClient;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitSourceHistory;
import io.jenkins.plugins.delivery.testbed.argo.ArgoTimings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Something that happens while a promotion of payments is awaited, and how it ends. */
final class WaitFault {

    static final String APP = "payments-stage";

    /** How a promotion ends. */
    enum End {
        /** It ended before anything was pushed. */
        NOTHING_DONE,
        DEPLOYED,
        UNCHANGED,
        SUPERSEDED,
        /** It failed after the push, and the old value is back. */
        PUT_BACK,
        /** It failed, and a later change of others stands. */
        FAILED
    }

    private final String name;
    private final Map<String, Object> request = new LinkedHashMap<>();
    private final Map<Integer, Consumer<PromotionWorld>> later = new TreeMap<>();
    private ArgoTimings timings = ArgoTimings.usual();
    private Duration patience = Duration.ofSeconds(20);
    private Consumer<PromotionWorld> before = world -> {};
    private End end;
    private List<String> sentences;

    private WaitFault(String name) {
        this.name = name;
    }

    /** @param name of the case, as the report of the tests shows it */
    static WaitFault fault(String name) {
        return new WaitFault(name);
    }

    WaitFault with(String parameter, Object value) {
        request.put(parameter, value);
        return this;
    }

    /** Waits for each answer only a moment. */
    WaitFault impatient() {
        patience = Duration.ofMillis(300);
        return this;
    }

    WaitFault timed(ArgoTimings value) {
        timings = value;
        return this;
    }

    WaitFault before(Consumer<PromotionWorld> action) {
        before = action;
        return this;
    }

    /** After the push. */
    WaitFault then(Consumer<PromotionWorld> action) {
        return at(0, action);
    }

    WaitFault at(int seconds, Consumer<PromotionWorld> action) {
        later.put(seconds, action);
        return this;
    }

    /** @param text in the failure or the log; # stands for an abbreviated commit */
    WaitFault ends(End how, String... text) {
        end = how;
        sentences = List.of(text);
        return this;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Promotes in a world where this happens, and holds the end and what people read to what is expected. */
    void play(Path directory) throws InterruptedException {
        try (PromotionWorld world = new PromotionWorld(directory, timings)) {
            before.accept(world);
            int commits = world.commits();

            End came = promote(world);

            String told = String.join("\n", world.log);
            assertThat(came).as(told).isEqualTo(end);
            for (String sentence : sentences) {
                assertThat(told.replaceAll("\\b[0-9a-f]{7}\\b", "#")).contains(sentence);
            }
            assertThat(told).doesNotContain(PromotionWorld.PASSWORD).doesNotContain(world.argo.token());
            if (sentences.stream().noneMatch(sentence -> sentence.contains("None of the images"))) {
                assertThat(told).doesNotContain("None of the images");
            }
            if (end == End.NOTHING_DONE) {
                assertThat(world.commits()).isEqualTo(commits);
            }
            if (end == End.PUT_BACK) {
                assertThat(told).contains("stage is back at 1.3.0 (commit ");
            }
            assertThat(world.argo.failures()).isEmpty();
        }
    }

    private End promote(PromotionWorld world) throws InterruptedException {
        EngineContext context = world.context();
        ArgoPromoter promoter = new ArgoPromoter(
                JGitGitOpsRepository::open,
                JGitSourceHistory::open,
                (address, credential, application, project) ->
                        ArgoHttpClient.impatient(address, credential, application, project, patience),
                PromotionWorld::forge);
        Ticket ticket;
        try {
            ticket = promoter.start(world.request(request), context);
        } catch (DeliveryException e) {
            world.log.add(e.getMessage());
            return End.NOTHING_DONE;
        }
        try {
            return End.valueOf(finish(world, promoter, ticket).state().name());
        } catch (DeliveryException e) {
            world.log.add(e.getMessage());
            return e.getMessage().contains(" is back at ") && end != End.FAILED ? End.PUT_BACK : End.FAILED;
        }
    }

    /** A host that saves the ticket after every turn, and makes what is due happen before each. */
    private ArgoPromoteResult finish(PromotionWorld world, ArgoPromoter promoter, Ticket first)
            throws InterruptedException {
        EngineContext context = world.context();
        Instant begun = world.clock.instant();
        TreeMap<Integer, Consumer<PromotionWorld>> due = new TreeMap<>(later);
        Ticket ticket = first;
        while (true) {
            long passed = Duration.between(begun, world.clock.instant()).toSeconds();
            while (!due.isEmpty() && due.firstKey() <= passed) {
                due.pollFirstEntry().getValue().accept(world);
            }
            Progress<ArgoPromoteResult> progress = promoter.look(Ticket.fromMap(ticket.toMap()), context);
            if (progress instanceof Progress.Done<ArgoPromoteResult> done) {
                return done.result();
            }
            Progress.Waiting<ArgoPromoteResult> waiting = (Progress.Waiting<ArgoPromoteResult>) progress;
            ticket = waiting.ticket();
            world.log.add(waiting.message());
            world.clock.advance(waiting.nextPoll());
        }
    }
}
