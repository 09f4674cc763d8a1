package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.argo.http.ArgoHttpClient;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitSourceHistory;
import io.jenkins.plugins.delivery.testbed.git.BareRepository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Promotions of payments by pull request, turn by turn as a host does it; what hosts the repository, a subclass says. */
abstract class PullRequestFixture {

    static final String TOKEN = "token-of-the-forge";
    static final String VALUES = "environments/stage/payments/values.yaml";

    @TempDir
    Path directory;

    PromotionWorld world;
    BareRepository bare;

    @BeforeEach
    void openWorld() {
        world = new PromotionWorld(directory);
        bare = BareRepository.of(world.git, "gitops");
        world.credentials.put("forge", Credential.token("forge", TOKEN));
    }

    @AfterEach
    void closeWorld() {
        world.close();
        assertThat(world.log).noneMatch(line -> line.contains(TOKEN) || line.contains(PromotionWorld.PASSWORD));
    }

    /** Where the pull requests are opened, as parameters. */
    abstract Map<String, Object> site();

    ArgoPromoteRequest request(Map<String, Object> changes) {
        Map<String, Object> arguments = new LinkedHashMap<>(site());
        arguments.put("mode", "pr");
        arguments.putAll(changes);
        return world.request(arguments);
    }

    Ticket start(Map<String, Object> changes) throws InterruptedException {
        return world.promoter().start(request(changes), world.context());
    }

    /** One turn of the wait, with the ticket as a host saves it. */
    Progress<ArgoPromoteResult> turn(Ticket ticket) throws InterruptedException {
        world.clock.advance(Duration.ofSeconds(5));
        return world.promoter().look(Ticket.fromMap(ticket.toMap()), world.context());
    }

    Progress.Waiting<ArgoPromoteResult> waiting(Ticket ticket) throws InterruptedException {
        return (Progress.Waiting<ArgoPromoteResult>) turn(ticket);
    }

    ArgoPromoteResult finish(Ticket first) throws InterruptedException {
        Ticket ticket = first;
        for (int turns = 0; turns < 300; turns++) {
            Progress<ArgoPromoteResult> progress = turn(ticket);
            if (progress instanceof Progress.Done<ArgoPromoteResult> done) {
                return done.result();
            }
            ticket = ((Progress.Waiting<ArgoPromoteResult>) progress).ticket();
        }
        throw new AssertionError("still waiting: " + world.log);
    }

    Map<String, Object> promoted() throws InterruptedException {
        return new PromotedVersion(JGitGitOpsRepository::open)
                .run(
                        RequestBinder.bind(
                                "promotedVersion",
                                PromotedVersionRequest.class,
                                Map.of(
                                        "env", "stage",
                                        "service", "payments",
                                        "gitops", world.gitops,
                                        "credentialsId", "git")),
                        world.context())
                .toMap();
    }

    ArgoRollback rollback() {
        return new ArgoRollback(
                JGitGitOpsRepository::open, JGitSourceHistory::open, ArgoHttpClient::new, PromotionWorld::forge);
    }

    Ticket goBack(Map<String, Object> changes) throws InterruptedException {
        Map<String, Object> arguments = new LinkedHashMap<>(site());
        arguments.putAll(Map.of(
                "env", "stage",
                "service", "payments",
                "gitops", world.gitops,
                "credentialsId", "git",
                "argo", world.argo.url().toString(),
                "argoCredentialsId", "argo",
                "run", "https://ci.example/job/back/1",
                "reason", "payments are declined",
                "mode", "pr"));
        arguments.putAll(changes);
        return rollback()
                .start(RequestBinder.bind("argoRollback", ArgoRollbackRequest.class, arguments), world.context());
    }

    Progress<ArgoRollbackResult> turnBack(Ticket ticket) throws InterruptedException {
        world.clock.advance(Duration.ofSeconds(5));
        return rollback().look(Ticket.fromMap(ticket.toMap()), world.context());
    }
}
