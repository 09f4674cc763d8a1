package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.argo.http.ArgoHttpClient;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitSourceHistory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A world in which payments are put back in stage. */
abstract class RollbackCase {

    static final String FILE = "environments/stage/payments/values.yaml";

    @TempDir
    Path directory;

    PromotionWorld world;
    private int run;

    @BeforeEach
    void open() {
        world = new PromotionWorld(directory);
    }

    @AfterEach
    void close() {
        world.close();
        assertThat(world.log).noneMatch(line -> line.contains(PromotionWorld.PASSWORD));
    }

    String push(String version, Object... more) throws InterruptedException {
        Map<String, Object> arguments =
                new HashMap<>(Map.of("version", version, "waitFor", "none", "run", "run " + ++run));
        for (int i = 0; i < more.length; i += 2) {
            arguments.put((String) more[i], more[i + 1]);
        }
        return (String) world.promote(arguments).get("commit");
    }

    ArgoRollbackRequest request(Map<String, Object> changes) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("env", "stage");
        arguments.put("service", "payments");
        arguments.put("gitops", world.gitops);
        arguments.put("credentialsId", "git");
        arguments.put("argo", world.argo.url().toString());
        arguments.put("argoCredentialsId", "argo");
        arguments.put("run", "run " + ++run);
        arguments.put("reason", "payments are declined");
        arguments.putAll(changes);
        return RequestBinder.bind("argoRollback", ArgoRollbackRequest.class, arguments);
    }

    ArgoRollback rollback() {
        return new ArgoRollback(
                JGitGitOpsRepository::open, JGitSourceHistory::open, ArgoHttpClient::new, PromotionWorld::forge);
    }

    Map<String, Object> back(Map<String, Object> changes) throws InterruptedException {
        return rollback().run(request(changes), world.context()).toMap();
    }

    Map<String, Object> backAtOnce(Object... more) throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>(Map.of("waitFor", "none"));
        for (int i = 0; i < more.length; i += 2) {
            arguments.put((String) more[i], more[i + 1]);
        }
        return back(arguments);
    }

    String value() {
        return world.values("stage")
                .lines()
                .filter(line -> line.contains("tag:"))
                .findFirst()
                .orElseThrow()
                .strip();
    }

    Map<String, Object> quarantine(Map<String, Object> changes) throws InterruptedException {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("service", "payments");
        arguments.put("gitops", world.gitops);
        arguments.put("credentialsId", "git");
        arguments.putAll(changes);
        return new QuarantineControl(JGitGitOpsRepository::open)
                .run(RequestBinder.bind("quarantine", QuarantineRequest.class, arguments), world.context())
                .toMap();
    }
}
