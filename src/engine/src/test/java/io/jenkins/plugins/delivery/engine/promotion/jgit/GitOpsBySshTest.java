package io.jenkins.plugins.delivery.engine.promotion.jgit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.SshSettings;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.promotion.Ancestry;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsAddress;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.PushOutcome;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import io.jenkins.plugins.delivery.testbed.git.SshGitServer;
import io.jenkins.plugins.delivery.testbed.git.SshKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What promotion does with Git, by SSH with a private key. */
class GitOpsBySshTest {

    private static final SshKey KEY = SshKey.ecdsa();

    @TempDir
    Path root;

    private final List<String> warnings = new ArrayList<>();
    private GitServer git;
    private SshGitServer ssh;
    private String first;
    private String second;

    @BeforeEach
    void start() {
        git = GitServer.start(root.resolve("server"));
        ssh = SshGitServer.over(git);
        ssh.authorize(KEY.publicLine());
        try (RepositoryBuilder work = RepositoryBuilder.init(root.resolve("work"))) {
            first = work.commit("first", Map.of("a.yaml", "a: 1\n")).head();
            second = work.commit("second", Map.of("a.yaml", "a: 2\n")).head();
            work.push(git.create("gitops"), GitAccess.open());
        }
    }

    @AfterEach
    void stop() {
        ssh.close();
        git.close();
    }

    @Test
    void theBranchIsReadAndPushedByCompareAndSet() {
        GitOpsAddress address = new GitOpsAddress(ssh.url("gitops"), "main", "key");
        try (GitOpsRepository mine = JGitGitOpsRepository.open(address, context());
                GitOpsRepository late = JGitGitOpsRepository.open(address, context())) {
            mine.fetch();
            late.fetch();
            assertThat(mine.read(mine.tip(), "a.yaml")).isEqualTo("a: 2\n");
            mine.append(Map.of("a.yaml", "a: 3\n"), "third", Optional.empty());
            assertThat(mine.push().kind()).isEqualTo(PushOutcome.Kind.ACCEPTED);
            late.append(Map.of("a.yaml", "a: 4\n"), "fourth", Optional.empty());
            assertThat(late.push().kind()).isEqualTo(PushOutcome.Kind.LOST_RACE);
        }
    }

    @Test
    void theHistoryOfTheServiceIsRead() {
        EngineContext context = context();
        assertThat(JGitSourceHistory.open(ssh.url("gitops"), "key", context).relation(first, second))
                .isEqualTo(Ancestry.YES);
        assertThat(JGitSourceHistory.open(ssh.url("gitops"), "key", context).relation(second, first))
                .isEqualTo(Ancestry.NO);
        assertThat(warnings).isEmpty();
        assertThat(JGitSourceHistory.open(ssh.url("gitops"), null, context).relation(first, second))
                .isEqualTo(Ancestry.UNKNOWN);
        assertThat(warnings).singleElement().asString().contains("is reached by SSH", "credentialsId");
    }

    @Test
    void theConnectionIsTriedOut() {
        GitOpsAddress address = new GitOpsAddress(ssh.url("gitops"), "main", "key");
        assertThat(GitConnection.check(address, Optional.of(key()), known(), Duration.ofSeconds(20)))
                .contains("takes pushes and has the branch 'main'");
        ssh.authorizeNobody();
        assertThatThrownBy(() -> GitConnection.check(address, Optional.of(key()), known(), Duration.ofSeconds(20)))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("does not accept the key of the credentials 'key'");
    }

    private EngineContext context() {
        return EngineContext.in(root.resolve("nowhere"))
                .secrets(id -> Optional.of(key()).filter(key -> key.id().equals(id)))
                .ssh(known())
                .log(new DeliveryLog() {
                    @Override
                    public void info(String message) {
                        // Of no interest here.
                    }

                    @Override
                    public void warn(String message) {
                        warnings.add(message);
                    }

                    @Override
                    public void progress(String message) {
                        // Of no interest here.
                    }
                })
                .build();
    }

    private SshSettings known() {
        return new SshSettings(ssh.knownHostsLine(), false, false);
    }

    private static Credential key() {
        return Credential.privateKey("key", null, KEY.text(null), null);
    }
}
