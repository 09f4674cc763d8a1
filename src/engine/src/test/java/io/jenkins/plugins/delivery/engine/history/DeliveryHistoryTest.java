package io.jenkins.plugins.delivery.engine.history;

import static io.jenkins.plugins.delivery.engine.history.HistoryWorld.hoursAgo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;
import io.jenkins.plugins.delivery.engine.ledger.LedgerEntry;
import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryHistoryTest {

    @TempDir
    Path folder;

    private HistoryWorld world;

    @BeforeEach
    void start() throws IOException {
        world = new HistoryWorld(folder);
        world.commit(5000, "chore: first state", "prod", "1.0.0");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private static LedgerEntry promotion(String env, String version) {
        return LedgerEntry.of(LedgerAction.PROMOTE, "payments", env)
                .with(Trailers.VERSION, version)
                .with(Trailers.RUN, "https://ci.example/job/payments/7")
                .with(Trailers.FILE, HistoryWorld.file(env))
                .with(Trailers.SET, "image.tag");
    }

    private String promote(long hoursAgo, String env, String version) {
        return world.commit(hoursAgo, promotion(env, version).message(), env, version);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(Map<String, Object> result, String key) {
        return (List<Map<String, Object>>) result.get(key);
    }

    private Map<String, Object> figures(Map<String, Object> changes, String env) {
        return maps(world.history(changes), "figures").stream()
                .filter(map -> map.get("env").equals(env))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoBroughtWhatWhereAndWhen() {
        promote(50, "stage", "1.4.0");
        String bad = world.commit(
                40,
                promotion("prod", "1.4.0")
                        .with(Trailers.APPROVER, "anna")
                        .with(Trailers.REASON, "release | day")
                        .with(Trailers.OVERRIDE, "ben: it is urgent ('Sat')")
                        .message(),
                "prod",
                "1.4.0");
        world.commit(
                39,
                LedgerEntry.of(LedgerAction.ROLLBACK, "payments", "prod")
                        .with(Trailers.VERSION, "1.0.0")
                        .with(Trailers.RESTORES, bad)
                        .with(Trailers.QUARANTINED, "1.4.0")
                        .with(Trailers.REASON, "pods crash")
                        .message(),
                "prod",
                "1.0.0");
        world.gitops.author("Carla Hand", "carla@example.com");
        world.commit(30, "hotfix, do not ask", "prod", "1.3.9-carla");
        world.commit(29, "docs: not a version", null, null);
        world.commit(
                20,
                LedgerEntry.of(LedgerAction.REJECT, "payments", "prod")
                        .with(Trailers.VERSION, "1.5.0")
                        .with(Trailers.APPROVER, "dora")
                        .message(),
                null,
                null);
        world.push();

        Map<String, Object> result = world.history(Map.of());
        assertThat(maps(result, "lines"))
                .extracting(
                        line -> line.get("action"),
                        line -> line.get("env"),
                        line -> line.get("version"),
                        line -> line.get("who"),
                        line -> line.get("undone"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("reject", "prod", "1.5.0", "dora", null),
                        org.assertj.core.groups.Tuple.tuple(
                                "promote", "prod", "1.3.9-carla", "by hand: Carla Hand", null),
                        org.assertj.core.groups.Tuple.tuple("rollback", "prod", "1.0.0", "unknown", null),
                        org.assertj.core.groups.Tuple.tuple("promote", "prod", "1.4.0", "anna", true),
                        org.assertj.core.groups.Tuple.tuple(
                                "promote", "stage", "1.4.0", "https://ci.example/job/payments/7", null));
        assertThat(maps(result, "lines").get(1))
                .containsEntry("from", "1.0.0")
                .containsEntry("byHand", true)
                .containsEntry("at", hoursAgo(30).toString());
        assertThat(result).containsEntry("total", 5);
        assertThat(result.get("notes"))
                .isEqualTo(List.of("Lead times are unknown: source, the repository of the service, is not given."));
        assertThat(world.log)
                .singleElement()
                .asString()
                .contains(
                        "Deliveries from 2026-10-22 to 2026-11-21: 5",
                        "2026-11-20 06:00  prod   payments  promote          1.0.0 → 1.3.9-carla  by hand: Carla Hand",
                        "1.4.0 quarantined",
                        "freeze set aside by ben: it is urgent ('Sat')");
        assertThat(world.attachments.get("delivery/history.md"))
                .contains(
                        "| 2026-11-19 20:00 | prod | payments | promote, undone | 1.4.0 | anna | release \\| day; freeze");
    }

    @Test
    void theAttachmentsHoldWhatTheResultLeavesOut() throws IOException {
        for (int i = 1; i <= 30; i++) {
            promote(100 - i, "prod", "1.0." + i);
        }
        world.push();
        Map<String, Object> result = world.history(Map.of("limit", 2));
        assertThat(result).containsEntry("total", 30);
        assertThat(maps(result, "lines"))
                .extracting(line -> line.get("version"))
                .containsExactly("1.0.30", "1.0.29");
        JsonNode json = new ObjectMapper().readTree(world.attachments.get("delivery/history.json"));
        assertThat(json.get("lines")).hasSize(30);
        assertThat(json.get("figures").get(0).get("deployments").intValue()).isEqualTo(30);
        assertThat(world.log.get(0)).contains("… 28 more in delivery/history.md");
    }

    @Test
    void theFourFiguresOfDora() {
        String first = world.build(110);
        String second = world.build(60);
        // Good, after ten hours.
        world.commit(
                100,
                promotion("prod", "1.1.0").with(Trailers.SOURCE_COMMIT, first).message(),
                "prod",
                "1.1.0");
        // Bad, put back after two hours.
        String bad = promote(90, "prod", "1.2.0");
        world.commit(
                88,
                LedgerEntry.of(LedgerAction.ROLLBACK, "payments", "prod")
                        .with(Trailers.RESTORES, bad)
                        .message(),
                "prod",
                "1.1.0");
        // Bad, kept, and repaired by the next one, ten hours later and twenty after its commit.
        String kept = promote(50, "prod", "1.3.0");
        world.commit(
                49,
                LedgerEntry.of(LedgerAction.ROLL_FORWARD, "payments", "prod")
                        .with(Trailers.PROMOTION, kept)
                        .message(),
                null,
                null);
        world.commit(
                40,
                promotion("prod", "1.4.0").with(Trailers.SOURCE_COMMIT, second).message(),
                "prod",
                "1.4.0");
        promote(30, "stage", "1.5.0");
        world.push();

        assertThat(figures(Map.of("since", "7d", "source", world.source, "sourceCredentialsId", "git"), "prod"))
                .containsEntry("deployments", 4)
                .containsEntry("deploymentsPerWeek", 4.0)
                .containsEntry("leadTimesKnown", 2)
                .containsEntry("leadTimeSeconds", 15L * 3600)
                .containsEntry("failures", 2)
                .containsEntry("changeFailureRate", 0.5)
                .containsEntry("restored", 2)
                .containsEntry("restoreSeconds", 6L * 3600);
        assertThat(world.history(Map.of("since", "7d", "source", world.source, "sourceCredentialsId", "git"))
                        .get("notes"))
                .isEqualTo(List.of(
                        "The lead time of 3 deployments is unknown: their commits name no source commit that the"
                                + " repository in source has."));
        // What became of a deployment counts even when it came after the period.
        assertThat(figures(Map.of("since", "7d", "until", hoursAgo(89).toString()), "prod"))
                .containsEntry("deployments", 2)
                .containsEntry("failures", 1)
                .containsEntry("restoreSeconds", 2L * 3600)
                .doesNotContainKey("leadTimeSeconds");
        assertThat(figures(Map.of("since", "7d", "env", "stage"), "stage")).containsEntry("deployments", 1);
        assertThat(maps(world.history(Map.of("env", "stage")), "figures")).hasSize(1);
        assertThat(maps(world.history(Map.of("service", "orders")), "figures")).isEmpty();
    }

    @Test
    void theFirstImportOfAFileByHandIsNoDeployment() {
        world.gitops.author("Carla Hand", "carla@example.com");
        world.commit(80, "chore: what runs by now", "dev", "0.9.0");
        String undone = promote(70, "dev", "1.0.0");
        world.commit(
                69,
                LedgerEntry.of(LedgerAction.ROLLBACK, "payments", "dev")
                        .with(Trailers.VERSION, "0.9.0")
                        .with(Trailers.RESTORES, undone)
                        .message(),
                "dev",
                "0.9.0");
        world.commit(60, "fix: by hand, because it burns", "dev", "1.0.1");
        world.commit(50, "chore: what runs in test", "test", "0.9.0");
        for (LedgerAction action : List.of(LedgerAction.SKIP, LedgerAction.QUARANTINE)) {
            String told = LedgerEntry.of(action, "payments", "dev")
                    .with(Trailers.VERSION, "1.1.0")
                    .message();
            world.commit(40, told, null, null);
        }
        world.push();

        Map<String, Object> result = world.history(Map.of("source", world.source, "sourceCredentialsId", "git"));

        assertThat(result).containsEntry("total", 7);
        assertThat(maps(result, "figures")).singleElement().satisfies(dev -> assertThat(dev)
                .containsEntry("env", "dev")
                .containsEntry("deployments", 2)
                .containsEntry("failures", 1)
                .containsEntry("changeFailureRate", 0.5)
                .containsEntry("restoreSeconds", 3600L));
        assertThat(result.get("notes"))
                .isEqualTo(List.of(
                        "The lead time of 2 deployments is unknown: their commits name no source commit that the"
                                + " repository in source has.",
                        "2 versions were written by hand where none stood before (first value); that counts as no"
                                + " deployment."));
        assertThat(world.log.get(0))
                .containsPattern("test +payments +promote, first value +0.9.0 +by hand: Carla Hand")
                .containsPattern("dev +payments +promote +0.9.0 → 1.0.1 +by hand: Carla Hand");
    }

    @Test
    void aPullRequestCountsFromItsMergeAndASquashedOneTellsAll() {
        world.gitops.branch("promote-payments");
        promote(60, "prod", "1.4.0");
        world.gitops.checkout("main");
        world.commit(55, "docs: meanwhile", null, null);
        world.gitops.at(hoursAgo(10)).merge("promote-payments", "Merge pull request #12");
        String squashed =
                "Promote (#13)\n\n* a\n\n" + promotion("stage", "1.5.0").message() + "\n* b\n\n"
                        + promotion("prod", "1.5.0").message() + "\nCo-authored-by: A Person <a@example.com>\n";
        world.commit(5, squashed, "prod", "1.5.0");
        world.push();
        assertThat(maps(world.history(Map.of()), "lines"))
                .extracting(line -> line.get("env") + " " + line.get("version") + " " + line.get("at"))
                .containsExactly(
                        "stage 1.5.0 " + hoursAgo(5), "prod 1.5.0 " + hoursAgo(5), "prod 1.4.0 " + hoursAgo(10));
    }

    @Test
    void aRevertByHandIsARollback() {
        String bad = promote(60, "prod", "1.4.0");
        world.commit(
                58, "Revert \"promote payments 1.4.0 to prod\"\n\nThis reverts commit " + bad + ".\n", "prod", "1.0.0");
        world.push();
        Map<String, Object> result = world.history(Map.of());
        assertThat(maps(result, "lines").get(0))
                .containsEntry("action", "rollback")
                .containsEntry("byHand", true);
        assertThat(maps(result, "lines").get(1)).containsEntry("undone", true);
        assertThat(maps(result, "figures").get(0)).containsEntry("failures", 1).containsEntry("restoreSeconds", 7200L);
    }

    @Test
    void aWayBackOverSeveralPromotionsUndoesAllOfThem() {
        promote(60, "prod", "1.3.0");
        String passed = promote(50, "prod", "1.4.0");
        String left = promote(40, "prod", "1.5.0");
        String entry = LedgerEntry.of(LedgerAction.ROLLBACK, "payments", "prod")
                .with(Trailers.VERSION, "1.3.0")
                .with(Trailers.RESTORES, left)
                .with(Trailers.RESTORES, passed)
                .message();
        world.commit(38, entry, "prod", "1.3.0");
        world.push();

        Map<String, Object> result = world.history(Map.of());

        assertThat(maps(result, "lines"))
                .extracting(line -> line.get("version") + " " + line.get("undone"))
                .startsWith("1.3.0 null", "1.5.0 true", "1.4.0 true", "1.3.0 null");
    }

    @Test
    void otherLayoutsAreKnownFromThePromotionsThatUseThem() {
        String shared = "# all\npayments: {tag: %s}\norders: {tag: %s}\n";
        Map<String, String> files = new HashMap<>();
        files.put("images.yaml", shared.formatted("1.0.0", "2.0.0"));
        world.gitops.at(hoursAgo(40));
        world.gitops.commit(
                promotion("prod", "1.0.0")
                        .with(Trailers.DIGEST, "x")
                        .message()
                        .replace(HistoryWorld.file("prod"), "images.yaml")
                        .replace("image.tag", "payments.tag"),
                files);
        files.put("images.yaml", shared.formatted("1.0.1", "2.0.0"));
        world.gitops.at(hoursAgo(30)).commit("by hand", files);
        files.put("images.yaml", shared.formatted("1.0.1", "2.0.1"));
        world.gitops.at(hoursAgo(20)).commit("of a service that was never promoted here", files);
        files.put("images.yaml", "{ broken");
        world.gitops.at(hoursAgo(10)).commit("broken", files);
        world.push();
        assertThat(maps(world.history(Map.of()), "lines"))
                .extracting(line -> line.get("version"))
                .containsExactly("1.0.1", "1.0.0");
    }

    @Test
    void whatIsWrongIsToldAtOnceAndWhatIsMissingByName() {
        world.push();
        assertThatThrownBy(() ->
                        world.history(Map.of("env", "a b", "since", "yesterday", "until", "2026-13-01", "limit", -1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(
                        "env 'a b' is not a name",
                        "since 'yesterday' is neither how long ago (30d)",
                        "until '2026-13-01' is neither",
                        "limit is a number from 0 to 1000");
        assertThatThrownBy(() -> world.history(Map.of("since", "1d", "until", "2d")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("before it begins");
        assertThatThrownBy(() -> world.history(Map.of("branch", "mian")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("Did you mean 'main'?");
        assertThat(world.history(Map.of("since", "1d")))
                .containsEntry("total", 0)
                .containsEntry("lines", List.of());
    }
}
