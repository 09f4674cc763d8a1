package io.jenkins.plugins.delivery.engine.history;

import static io.jenkins.plugins.delivery.engine.history.HistoryWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.promotion.GitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories that are longer than the first clone. */
class LongHistoryTest {

    @TempDir
    Path folder;

    private HistoryWorld world;

    @BeforeEach
    void start() throws IOException {
        world = new HistoryWorld(folder);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    /** One promotion an hour, the newest an hour ago; every tenth is a merge that brings another one. */
    private void commits(int count) throws IOException, InterruptedException {
        StringBuilder input = new StringBuilder("blob\nmark :1\ndata 4\na: 1\n");
        int mark = 1;
        int last = 0;
        for (int i = count; i > 0; i--) {
            long time = NOW.minus(Duration.ofHours(i)).getEpochSecond();
            int side = 0;
            if (i % 10 == 0 && last > 0) {
                side = ++mark;
                commit(input, "refs/heads/side", side, time - 60, "side " + i, "from :" + last + "\n");
            }
            int main = ++mark;
            String message = "promote payments 1.0." + i + " to prod\n\nDelivery-Service: payments\n"
                    + "Delivery-Environment: prod\nDelivery-Version: 1.0." + i + "\n";
            String parents = (last > 0 ? "from :" + last + "\n" : "") + (side > 0 ? "merge :" + side + "\n" : "");
            commit(input, "refs/heads/main", main, time, message, parents);
            last = main;
        }
        world.git(input.toString(), "fast-import", "--quiet", "--force");
    }

    private static void commit(StringBuilder input, String ref, int mark, long time, String message, String parents) {
        input.append("commit ")
                .append(ref)
                .append("\nmark :")
                .append(mark)
                .append("\ncommitter CI <ci@example.com> ")
                .append(time)
                .append(" +0000\ndata ")
                .append(message.length())
                .append('\n')
                .append(message)
                .append('\n')
                .append(parents)
                .append("M 644 :1 values-")
                .append(mark % 50)
                .append(".yaml\n\n");
    }

    @Test
    void everyCommitIsShownOnceHoweverOftenTheCloneIsDeepened() throws Exception {
        commits(2500);
        Set<String> seen = new HashSet<>();
        int[] shown = {0};
        Instant[] last = {Instant.MAX};
        try (CommitLog log = world.open(Instant.EPOCH)) {
            log.search(commit -> {
                shown[0]++;
                seen.add(commit.id());
                assertThat(commit.landedAt()).isBeforeOrEqualTo(last[0]);
                last[0] = commit.landedAt();
                return Optional.empty();
            });
        }
        assertThat(shown[0]).isEqualTo(seen.size()).isEqualTo(2500 + 249);
    }

    @Test
    void aSearchEndsWhereItFindsOrWhereThePeriodBegins() throws Exception {
        commits(400);
        try (CommitLog log = world.open(NOW.minus(Duration.ofHours(50)))) {
            int[] shown = {0};
            log.search(commit -> {
                shown[0]++;
                return Optional.empty();
            });
            assertThat(shown[0]).isEqualTo(50 + 5);
            assertThat(log.search(commit -> Optional.of(commit.message())).orElseThrow())
                    .startsWith("promote payments 1.0.1 ");
        }
    }

    @Test
    void theFiguresOfTwentyFiveThousandCommitsFitIntoAResult() throws Exception {
        commits(25_000);
        var result = world.history(java.util.Map.of("since", "1500d", "limit", 3));
        assertThat(result).containsEntry("total", 25_000);
        assertThat((java.util.List<?>) result.get("lines")).hasSize(3);
        assertThat(result.get("notes").toString())
                .contains("Of 25000 lines the newest " + DeliveryHistory.MOST_LINES
                        + " are kept; the figures count all.");
        assertThat(world.history(java.util.Map.of("since", "30d"))).containsEntry("total", 30 * 24);
    }

    /** One record an hour, half an hour after each promotion. */
    private void records(int count) throws IOException, InterruptedException {
        StringBuilder input = new StringBuilder("blob\nmark :1\ndata 4\nb: 1\n");
        for (int i = count; i > 0; i--) {
            int mark = 2 + count - i;
            commit(
                    input,
                    "refs/heads/delivery-records",
                    mark,
                    NOW.minus(Duration.ofHours(i)).plus(Duration.ofMinutes(30)).getEpochSecond(),
                    "skip payments",
                    mark == 2 ? "" : "from :" + (mark - 1) + "\n");
        }
        world.git(input.toString(), "fast-import", "--quiet", "--force");
    }

    @Test
    void theRecordsBesideTheBranchAreShownAtTheirTime() throws Exception {
        commits(900);
        records(700);
        Set<String> seen = new HashSet<>();
        Instant[] last = {Instant.MAX};
        try (CommitLog log = world.open(Instant.EPOCH)) {
            log.search(commit -> {
                assertThat(seen.add(commit.id())).isTrue();
                assertThat(commit.landedAt()).isBeforeOrEqualTo(last[0]);
                last[0] = commit.landedAt();
                return Optional.empty();
            });
        }
        assertThat(seen).hasSize(900 + 89 + 700);
    }

    @Test
    void aSearchOfThePromotionsMeetsTheRecordsAtTheirTime() throws Exception {
        commits(900);
        records(700);
        List<String> seen = new ArrayList<>();
        try (GitOpsRepository repository = JGitGitOpsRepository.open(world.address(), world.context())) {
            repository.fetch();
            repository.search(Integer.MAX_VALUE, commit -> {
                seen.add(commit.message().startsWith("skip") ? "record" : "promotion");
                return Optional.empty();
            });
        }
        assertThat(seen).hasSize(900 + 89 + 700);
        // Every tenth merge brings another commit that is two of those old.
        assertThat(seen.subList(0, 8))
                .containsExactly(
                        "record", "promotion", "record", "promotion", "record", "promotion", "record", "promotion");
        assertThat(seen.lastIndexOf("record")).isBetween(1400, 1500);
    }
}
