package io.jenkins.plugins.delivery.engine.promotion.jgit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.history.CommitLog;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsAddress;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsKey;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.PushOutcome;
import io.jenkins.plugins.delivery.engine.promotion.jgit.BareClones.Use;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.eclipse.jgit.util.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The clones that a process keeps: shared, without secrets, made anew when something is wrong with them, removed after a kill. */
class BareClonesTest {

    private static final String PASSWORD = "s3cret-of-clone";

    @TempDir
    Path directory;

    private GitServer git;
    private String url;

    @BeforeEach
    void start() throws IOException {
        git = GitServer.start(Files.createDirectory(directory.resolve("server")), GitAccess.only("ci", PASSWORD));
        url = git.create("gitops");
        try (RepositoryBuilder repository = RepositoryBuilder.init(directory.resolve("seed"))) {
            repository.commit("chore: start", Map.of("a.yaml", "a: 1\n")).push(url, GitAccess.only("ci", PASSWORD));
        }
    }

    @AfterEach
    void stop() {
        git.close();
    }

    private EngineContext context() {
        return EngineContext.in(directory)
                .secrets(id -> Optional.of(Credential.usernamePassword(id, "ci", PASSWORD)))
                .build();
    }

    private GitOpsAddress address() {
        return new GitOpsAddress(url, "main", "git");
    }

    private Path place() throws IOException {
        return place(Use.BRANCH);
    }

    private Path place(Use use) throws IOException {
        BareClone clone = BareClones.borrow(GitOpsKey.of(address(), context()), use);
        BareClones.giveBack(clone);
        return clone.directory();
    }

    private static List<Path> files(Path clone) throws IOException {
        try (Stream<Path> files = Files.walk(clone)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void viewsShareTheCloneAndSeeWhatOthersPushed() throws IOException {
        try (GitOpsRepository one = JGitGitOpsRepository.open(address(), context());
                GitOpsRepository other = JGitGitOpsRepository.open(address(), context())) {
            one.fetch();
            String commit = one.append(Map.of("a.yaml", "a: 2\n"), "two", Optional.empty());
            assertThat(other.recall()).isTrue();
            assertThat(other.read(other.tip(), "a.yaml")).isEqualTo("a: 1\n");
            assertThat(one.push().kind()).isEqualTo(PushOutcome.Kind.ACCEPTED);
            assertThat(other.recall()).isTrue();
            assertThat(other.tip()).isEqualTo(commit);
            assertThat(other.read(commit, "a.yaml")).isEqualTo("a: 2\n");
        }
        Path clone = place();
        assertThat(place()).isEqualTo(clone);
        for (Path file : files(clone)) {
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain(PASSWORD);
        }
        assertThat(Files.readString(clone.resolve("config"))).doesNotContain("127.0.0.1", "url");
    }

    @Test
    void anotherLogInHasACloneOfItsOwn() throws IOException {
        EngineContext other = EngineContext.in(directory)
                .secrets(id -> Optional.of(Credential.usernamePassword(id, "ci", "another")))
                .build();
        GitOpsKey mine = GitOpsKey.of(address(), context());
        GitOpsKey theirs = GitOpsKey.of(address(), other);
        assertThat(mine).isNotEqualTo(theirs).isEqualTo(GitOpsKey.of(address(), context()));
        assertThat(mine.toString()).doesNotContain(PASSWORD);
        try (GitOpsRepository view = JGitGitOpsRepository.open(address(), context());
                GitOpsRepository stranger = JGitGitOpsRepository.open(address(), other)) {
            view.fetch();
            assertThat(stranger.recall()).isFalse();
        }
    }

    @Test
    void aCloneThatSomebodyTidiedAwayIsMadeAnew() throws IOException {
        try (GitOpsRepository view = JGitGitOpsRepository.open(address(), context())) {
            view.fetch();
            FileUtils.delete(place().toFile(), FileUtils.RECURSIVE);
            assertThat(view.recall()).isFalse();
            view.fetch();
            assertThat(view.read(view.tip(), "a.yaml")).isEqualTo("a: 1\n");
            view.append(Map.of("a.yaml", "a: 3\n"), "three", Optional.empty());
            assertThat(view.push().kind()).isEqualTo(PushOutcome.Kind.ACCEPTED);
        }
    }

    /** What a full disk, an eager cleaner or a crash leaves of a clone. */
    enum Damage {
        NO_OBJECTS {
            @Override
            void to(Path clone) throws IOException {
                FileUtils.delete(clone.resolve("objects").toFile(), FileUtils.RECURSIVE);
            }
        },
        EMPTY_OBJECTS {
            @Override
            void to(Path clone) throws IOException {
                FileUtils.delete(clone.resolve("objects").toFile(), FileUtils.RECURSIVE);
                Files.createDirectories(clone.resolve("objects/pack"));
            }
        },
        CUT_FILES {
            @Override
            void to(Path clone) throws IOException {
                for (Path file : files(clone.resolve("objects"))) {
                    Files.delete(file);
                    Files.write(file, new byte[] {1, 2, 3});
                }
            }
        },
        NO_SHALLOW_FILE {
            @Override
            void to(Path clone) throws IOException {
                Files.deleteIfExists(clone.resolve("shallow"));
            }
        },
        STRANGE_SHALLOW_FILE {
            @Override
            void to(Path clone) throws IOException {
                Files.writeString(clone.resolve("shallow"), "not a commit\n");
            }
        },
        STRANGE_BRANCH {
            @Override
            void to(Path clone) throws IOException {
                Files.writeString(clone.resolve("refs/remotes/origin/main"), "not a commit\n");
            }
        };

        abstract void to(Path clone) throws IOException;
    }

    private void others(int from, int to) {
        try (RepositoryBuilder other =
                RepositoryBuilder.cloneOf(url, directory.resolve("other-" + from), GitAccess.only("ci", PASSWORD))) {
            for (int i = from; i < to; i++) {
                other.commit("chore: " + i, Map.of("b.yaml", "b: " + i + "\n"));
            }
            other.push(url, GitAccess.only("ci", PASSWORD));
        }
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void aDamagedCloneIsMadeAnewForTheNextWhoCommits(Damage damage) throws IOException {
        others(0, 150);
        try (GitOpsRepository view = JGitGitOpsRepository.open(address(), context())) {
            view.fetch();
        }
        damage.to(place());
        others(150, 152);
        // A run that finds the damage while it reads fails, as one does whose remote is away, and is tried again.
        for (int attempt = 1; attempt <= 2; attempt++) {
            try (GitOpsRepository view = JGitGitOpsRepository.open(address(), context())) {
                view.fetch();
                assertThat(view.read(view.tip(), "b.yaml")).isEqualTo("b: 151\n");
                view.search(1000, commit -> Optional.empty());
                view.append(Map.of("a.yaml", "a: 4\n"), "four", Optional.empty());
                assertThat(view.push().kind()).isEqualTo(PushOutcome.Kind.ACCEPTED);
                break;
            } catch (RetryableException e) {
                assertThat(attempt).as(e.getMessage()).isEqualTo(1);
            }
        }
    }

    private long history() {
        return CommitLog.read(JGitCommitLog::open, address(), Instant.EPOCH, context(), log -> {
            long[] commits = {0};
            log.search(commit -> {
                commit.files(10);
                commits[0]++;
                return Optional.empty();
            });
            return commits[0];
        });
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void theHistoryIsReadFromACloneThatIsKeptAndMadeAnewWhenItIsDamaged(Damage damage) throws IOException {
        others(0, 150);
        assertThat(history()).isEqualTo(151);
        Path clone = place(Use.HISTORY);
        List<Path> objects = files(clone.resolve("objects"));
        assertThat(history()).isEqualTo(151);
        assertThat(files(clone.resolve("objects"))).as("nothing is got twice").isEqualTo(objects);
        assertThat(place(Use.HISTORY)).isEqualTo(clone).isNotEqualTo(place(Use.BRANCH));

        damage.to(clone);
        others(150, 152);

        assertThat(history()).isEqualTo(153);
    }

    @Test
    void theHistoryIsDeepenedWhileOthersPromote() throws Exception {
        others(0, 300);
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            List<Future<Long>> readers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                readers.add(pool.submit(this::history));
            }
            Future<?> writer = pool.submit(() -> {
                try (GitOpsRepository view = JGitGitOpsRepository.open(address(), context())) {
                    for (int i = 0; i < 10; i++) {
                        view.fetch();
                        view.append(Map.of("a.yaml", "a: 1" + i + "\n"), "promotion " + i, Optional.empty());
                        assertThat(view.push().kind()).isEqualTo(PushOutcome.Kind.ACCEPTED);
                    }
                }
            });
            writer.get();
            for (Future<Long> reader : readers) {
                assertThat(reader.get()).isBetween(301L, 311L);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(history()).isEqualTo(311);
    }

    @Test
    @Tag("tools")
    void whatAKilledProcessLeftIsRemovedAndWhatALivingOneUsesIsNot() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        url)
                .redirectError(directory.resolve("err").toFile())
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine())
                    .as(Files.readString(directory.resolve("err")))
                    .isEqualTo("a: 1");
            BareClones.sweep(temporary);
            assertThat(clones(temporary)).hasSize(1);
            process.destroyForcibly().waitFor();
            assertThat(clones(temporary)).hasSize(1);
            BareClones.sweep(temporary);
            assertThat(clones(temporary)).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<Path> clones(Path temporary) throws IOException {
        try (Stream<Path> found = Files.list(temporary)) {
            return found.filter(path -> path.getFileName().toString().startsWith("delivery-gitops-"))
                    .toList();
        }
    }

    /** A process that has a clone and is killed with it. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            EngineContext context = EngineContext.in(Path.of(""))
                    .secrets(id -> Optional.of(Credential.usernamePassword(id, "ci", PASSWORD)))
                    .build();
            GitOpsRepository view = JGitGitOpsRepository.open(new GitOpsAddress(arguments[0], "main", "git"), context);
            view.fetch();
            System.out.print(view.read(view.tip(), "a.yaml"));
            System.out.flush();
            System.in.read();
        }
    }
}
