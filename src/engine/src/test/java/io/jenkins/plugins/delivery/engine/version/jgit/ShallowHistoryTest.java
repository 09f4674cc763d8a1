package io.jenkins.plugins.delivery.engine.version.jgit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.version.HistoryQuery;
import io.jenkins.plugins.delivery.engine.version.RepositoryFacts;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shallow clone says of generated histories what a full one says, whatever the server offers. */
class ShallowHistoryTest {

    private static final int HISTORIES = 12;

    @TempDir
    Path directory;

    private GitServer server;

    @BeforeEach
    void start() throws Exception {
        server = GitServer.start(Files.createDirectory(directory.resolve("server")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void theAnswersAreThoseOfAFullCloneAndTheCloneStaysAsItIs(int part) throws Exception {
        for (long seed = (long) part * HISTORIES; seed < (part + 1L) * HISTORIES; seed++) {
            agrees(seed, true, seed % 3 == 0 ? "a" : null);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11})
    void aServerWithoutFiltersIsNoObstacle(int part) throws Exception {
        for (long seed = (long) part * HISTORIES; seed < (part + 1L) * HISTORIES; seed++) {
            agrees(seed, false, seed % 3 == 0 ? "a" : null);
        }
    }

    /** Compares the answers, and the files of the clone before and after. */
    private void agrees(long seed, boolean filters, String path) throws Exception {
        String name = "history" + seed;
        String url = server.create(name);
        Path served = server.repositoryDirectory(name);
        // Every other time the commit is on no branch, as the merge of a pull request is.
        String ref = seed % 2 == 0 ? "refs/heads/built" : "refs/pull/7/merge";
        ObjectId commit;
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(served.toFile()).build()) {
            StoredConfig config = repository.getConfig();
            config.setBoolean("uploadpack", null, "allowfilter", filters);
            config.save();
            commit = GeneratedHistory.write(repository, seed, ref);
        }
        boolean contentCounts = seed % 4 < 2;
        HistoryQuery full = new HistoryQuery(commit.name(), "v", path, "origin", null, contentCounts, false);
        RepositoryFacts expected = BuildClone.read(served, new TaggerFixture(), full);

        BuildClone clone = BuildClone.of(url, ref, commit, 1 + (int) (seed % 5), 2, directory.resolve(name));
        Map<String, Long> before = clone.files();
        TaggerFixture log = new TaggerFixture();
        RepositoryFacts facts = clone.read(log, new HistoryQuery(null, "v", path, "origin", null, contentCounts, true));
        assertThat(facts)
                .as("history " + seed + ": " + log.log())
                .usingRecursiveComparison()
                .ignoringFields("tips")
                .isEqualTo(expected);
        assertThat(clone.files()).as("files of the clone of history " + seed).isEqualTo(before);
    }
}
