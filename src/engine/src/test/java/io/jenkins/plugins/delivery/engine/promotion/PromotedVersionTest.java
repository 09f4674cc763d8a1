package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromotedVersionTest {

    private static final String FIRST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String SECOND = FIRST.replace('0', '1');

    @TempDir
    Path folder;

    private PromotionWorld world;

    @BeforeEach
    void start() {
        world = new PromotionWorld(folder);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private Map<String, Object> ask(Map<String, Object> changes) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("env", "stage");
        arguments.put("service", "payments");
        arguments.put("gitops", world.gitops);
        arguments.put("credentialsId", "git");
        arguments.putAll(changes);
        return new PromotedVersion(JGitGitOpsRepository::open)
                .run(RequestBinder.bind("promotedVersion", PromotedVersionRequest.class, arguments), world.context())
                .toMap();
    }

    @Test
    void namesWhatWasPromotedLastToTheEnvironment() throws InterruptedException {
        assertThat(ask(Map.of())).containsExactly(Map.entry("found", false));
        world.promote(Map.of("digest", FIRST));
        String commit = String.valueOf(
                world.promote(Map.of("digest", SECOND, "version", "1.4.1")).get("commit"));
        assertThat(ask(Map.of()))
                .containsEntry("found", true)
                .containsEntry("version", "1.4.1")
                .containsEntry("digest", SECOND)
                .containsEntry("commit", commit)
                .containsEntry("run", "https://ci.example/job/payments/7");
        assertThat(ask(Map.of("env", "prod"))).containsExactly(Map.entry("found", false));
        assertThat(ask(Map.of("service", "orders"))).containsExactly(Map.entry("found", false));
    }

    @Test
    void aPromotionThatWasUndoneRunsNoMore() throws InterruptedException {
        world.promote(Map.of("digest", FIRST));
        Object second =
                world.promote(Map.of("digest", SECOND, "version", "1.4.1")).get("commit");
        world.promote(Map.of("version", "1.4.1", "restore", second));
        assertThat(ask(Map.of())).containsEntry("version", "1.4.0").containsEntry("digest", FIRST);
    }

    @Test
    void aRepositoryThatDoesNotAnswerIsToldAndOneThatRefusesFails() {
        assertThat(ask(Map.of("gitops", "http://127.0.0.1:1/gitops.git")))
                .containsEntry("found", false)
                .extractingByKey("problem")
                .asString()
                .startsWith("What runs in stage now is not known: ");
        world.credentials.put("wrong", Credential.usernamePassword("wrong", "ci", "n0t-the-password"));
        assertThatThrownBy(() -> ask(Map.of("credentialsId", "wrong"))).isInstanceOf(TerminalException.class);
        assertThat(world.log).noneMatch(line -> line.contains("n0t-the-password"));
    }

    @Test
    void everyProblemOfTheInputIsToldAtOnce() {
        Map<String, Object> arguments = new LinkedHashMap<>(Map.of("env", "a b", "service", "x/y"));
        assertThatThrownBy(() -> RequestBinder.bind("promotedVersion", PromotedVersionRequest.class, arguments))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("env", "service", "gitops is required");
    }
}
