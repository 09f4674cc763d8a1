package io.jenkins.plugins.delivery.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry that Debian packages (Distribution 2.8), with htpasswd and its content on disk, where somebody may change it. */
@Tag("tools")
class EvidenceOnDiskTest {

    private static final String PASSWORD = "s3cret-of-the-registry";

    /** Of that password, by htpasswd -nbB. */
    private static final String HTPASSWD = "ci:$2y$05$lEvOg6QBZfZFhglD8XWpOOmzAM5P0LxLNMw8alDQKQnXQLElfHXJ.\n";

    @TempDir
    Path folder;

    private Process registry;
    private String host;

    @BeforeEach
    void start() throws IOException {
        Tool.need("docker-registry");
        Path config = Files.writeString(folder.resolve("config.yml"), """
                version: 0.1
                storage: {filesystem: {rootdirectory: '%1$s/data'}}
                http: {addr: '127.0.0.1:0', secret: 'of one test'}
                auth: {htpasswd: {realm: test, path: '%1$s/htpasswd'}}
                """.formatted(folder));
        Files.writeString(folder.resolve("htpasswd"), HTPASSWD);
        registry = new ProcessBuilder("docker-registry", "serve", config.toString())
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        CompletableFuture<String> listening = new CompletableFuture<>();
        // To its end: a registry whose log nobody reads stands still.
        Thread reader = new Thread(() -> registry.errorReader().lines().forEach(line -> {
            if (line.contains("listening on ")) {
                listening.complete(line.replaceFirst(".*listening on ([0-9.:]+).*", "$1"));
            }
        }));
        reader.setDaemon(true);
        reader.start();
        registry.onExit().thenRun(() -> listening.complete("nowhere: docker-registry ended"));
        host = listening.join();
        assertThat(host).startsWith("127.0.0.1:");
    }

    @AfterEach
    void stop() {
        if (registry != null) {
            registry.destroy();
        }
    }

    @Test
    void theListOfReferrersIsATagAndARecordThatWasChangedDoesNotCount() throws Exception {
        EvidenceWorld world = world(PASSWORD);
        world.pushImage("1.4.0");
        EvidenceRecordResult built = world.run(Map.of(
                "chart",
                world.holdChart("1.4.0", "replicas: 1\n"),
                "scan",
                world.scan("passed"),
                "tests",
                Map.of("unit", "passed")));
        EvidenceRecordResult staged = world.run(Map.of("tests", Map.of("e2e", world.gate("stage", "failed", 12, 3))));
        assertThat(world.referrers(world.image(), world.digest())).hasSize(2);
        assertThat(world.lookup().text().tests()).isEqualTo("e2e in stage failed (3 of 12 tests); unit passed");

        Path record = blob(staged.digest());
        Files.writeString(record, Files.readString(record).replace("\"failed\"", "\"passed\""));

        EvidenceRecordResult read = world.lookup();
        assertThat(read.digest()).isEqualTo(built.digest());
        assertThat(world.warnings())
                .anyMatch(line -> line.contains("does not count: ")
                        && line.contains("answered the request for " + staged.digest()));
        Files.delete(record);
        assertThat(world.lookup().digest()).isEqualTo(built.digest());
    }

    @Test
    void wrongCredentialsAreASentence() throws Exception {
        assertThatThrownBy(() -> world("wrong-password").pushImage("1.0.0"))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("answered 401")
                .hasMessageContaining("Check the credentialsId")
                .hasMessageNotContaining("wrong-password");
    }

    private EvidenceWorld world(String password) {
        return new EvidenceWorld(
                host, new RecordedRun(folder).with(Credential.usernamePassword("registry", "ci", password)));
    }

    private Path blob(String digest) {
        String hex = digest.substring("sha256:".length());
        return folder.resolve("data/docker/registry/v2/blobs/sha256/" + hex.substring(0, 2) + "/" + hex + "/data");
    }
}
