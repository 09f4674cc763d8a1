package io.jenkins.plugins.delivery.engine.version.jgit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.version.HistoryQuery;
import io.jenkins.plugins.delivery.engine.version.RepositoryFacts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shallow clones of Git's own server, in the versions and with the settings that are met. Needs {@code git}. */
@Tag("tools")
class GitHttpBackendTest {

    private static final int HISTORIES = 8;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"2, true", "2, false", "0, true", "0, false"})
    void theAnswersAreThoseOfAFullCloneAndTheCloneStaysAsItIs(int protocol, boolean filters) throws Exception {
        Path root = Files.createDirectory(directory.resolve("served"));
        try (GitHttpBackend server = GitHttpBackend.start(root)) {
            for (long seed = 200; seed < 200 + HISTORIES; seed++) {
                agrees(server, root.resolve("history" + seed), seed, protocol, filters);
            }
        }
    }

    private void agrees(GitHttpBackend server, Path served, long seed, int protocol, boolean filters) throws Exception {
        ObjectId commit;
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(served.toFile()).setBare().build()) {
            repository.create(true);
            StoredConfig config = repository.getConfig();
            config.setBoolean("uploadpack", null, "allowFilter", filters);
            config.save();
            commit = GeneratedHistory.write(repository, seed, "refs/heads/built");
        }
        boolean contentCounts = seed % 2 == 0;
        String path = seed % 4 == 3 ? "a" : null;
        RepositoryFacts expected = BuildClone.read(
                served,
                new TaggerFixture(),
                new HistoryQuery(commit.name(), "v", path, "origin", null, contentCounts, false));
        String url = server.url(served.getFileName().toString());
        Path directory = served.resolveSibling("clone" + seed);
        BuildClone clone = BuildClone.of(url, "refs/heads/built", commit, 1 + (int) (seed % 3), protocol, directory);
        Map<String, Long> before = clone.files();
        TaggerFixture log = new TaggerFixture();
        RepositoryFacts facts = clone.read(log, new HistoryQuery(null, "v", path, "origin", null, contentCounts, true));
        assertThat(facts)
                .as("history " + seed + ": " + log.log())
                .usingRecursiveComparison()
                .ignoringFields("tips")
                .isEqualTo(expected);
        assertThat(clone.files()).isEqualTo(before);
        assertThat(fsck(directory)).isEmpty();
    }

    /** What Git finds wrong with a clone. */
    private static String fsck(Path clone) throws Exception {
        Process process = new ProcessBuilder(
                        List.of("git", "fsck", "--full", "--strict", "--no-dangling", "--no-progress"))
                .directory(clone.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : output;
    }
}
