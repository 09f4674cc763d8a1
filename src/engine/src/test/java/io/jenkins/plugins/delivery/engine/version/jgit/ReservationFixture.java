package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.PushEvent;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A repository of the trunk on a real server; 1.0.0 is out, and nothing is pushed yet. */
abstract class ReservationFixture {

    static final Map<String, Object> TRUNK = Map.of("flow", "trunk", "reserve", true, "branch", "main");

    @TempDir
    Path directory;

    GitServer server;
    String url;
    RepositoryBuilder origin;
    final List<PushEvent> journal = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        server = GitServer.start(directory.resolve("server"));
        url = server.create("shop");
        origin = RepositoryBuilder.init(directory.resolve("origin"));
        origin.commit("chore: start", Map.of("a", "1")).annotatedTag("v1.0.0", "1.0.0");
    }

    @AfterEach
    void stop() {
        origin.close();
        server.close();
    }

    /** One more commit, and from then on a journal of what is pushed. */
    void fix() {
        origin.commit("fix: one", Map.of("a", "2")).push(url, GitAccess.open());
        server.onPush(journal::add);
    }

    Path clone(String name) {
        return clone(name, "HEAD");
    }

    Path clone(String name, String revision) {
        try (RepositoryBuilder clone = RepositoryBuilder.cloneOf(url, directory.resolve(name), GitAccess.open())) {
            clone.checkout(clone.revision(revision));
            return clone.directory();
        }
    }
}
