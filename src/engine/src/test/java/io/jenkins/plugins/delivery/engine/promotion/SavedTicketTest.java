package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Ticket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Waits that the version before has saved go on in this one. */
class SavedTicketTest {

    @TempDir
    Path directory;

    private PromotionWorld world;

    @BeforeEach
    void open() {
        world = new PromotionWorld(directory);
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** A ticket as the version before issue 6 wrote it, for a commit that is in Git. */
    private Map<String, Object> saved(String onFailure) throws InterruptedException {
        Ticket now = world.promoter().start(world.request(Map.of()), world.context());
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("env", "stage");
        request.put("service", "payments");
        request.put("version", "1.4.0");
        request.put("gitops", world.gitops);
        request.put("branch", "main");
        request.put("credentialsId", "git");
        request.put("file", "environments/${env}/${service}/values.yaml");
        request.put("set", Map.of("image.tag", "${ociTag}"));
        request.put("argo", world.argo.url().toString());
        request.put("argoCredentialsId", "argo");
        request.put("app", "${service}-${env}");
        request.put("waitFor", "healthy");
        request.put("timeout", "10m");
        request.put("stableFor", "20s");
        request.put("onFailure", onFailure);
        request.put("sameDigest", true);
        request.put("run", "https://ci.example/job/payments/7");
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("request", request);
        state.put("landed", "PUSHED");
        state.put("commit", now.text("commit"));
        state.put("expected", now.text("commit"));
        state.put("file", "environments/stage/payments/values.yaml");
        state.put("values", Map.of("image.tag", "1.4.0"));
        state.put("from", "1.3.0");
        state.put("to", "1.4.0");
        state.put("diff", "");
        state.put("refreshed", true);
        state.put("knownRevision", world.git("rev-parse", "main~1").strip());
        state.put("knownFact", "BEFORE");
        state.put("degradedPolls", 1);
        Map<String, Object> ticket = new LinkedHashMap<>();
        ticket.put("operation", "argoPromote");
        ticket.put("startedAt", now.startedAt().toString());
        ticket.put("deadline", now.deadline().toString());
        ticket.put("state", state);
        return ticket;
    }

    @Test
    void aWaitGoesOn() throws Exception {
        EngineContext context = world.context();
        Ticket ticket = Ticket.fromMap(saved("rollback"));

        ArgoPromoteResult result = TicketLoop.finish(world.promoter(), ticket, context, world.clock);

        assertThat(result.state()).isEqualTo(PromotionState.DEPLOYED);
    }

    @Test
    void whatToDoOnFailureIsKept() throws Exception {
        Map<String, Object> saved = saved("fail");

        assertThat(world.promoter().cancel(Ticket.fromMap(saved), "aborted", world.context()))
                .contains("stage still names 1.4.0 in Git");

        @SuppressWarnings("unchecked")
        Map<String, Object> request = (Map<String, Object>) ((Map<String, Object>) saved.get("state")).get("request");
        request.put("onFailure", "rollback");
        assertThat(world.promoter().cancel(Ticket.fromMap(saved), "aborted", world.context()))
                .contains("stage is back at 1.3.0");
    }
}
