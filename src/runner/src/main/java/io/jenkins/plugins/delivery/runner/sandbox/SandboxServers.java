package io.jenkins.plugins.delivery.runner.sandbox;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.testbed.argo.ArgoCdServer;
import io.jenkins.plugins.delivery.testbed.argo.ArgoTimings;
import io.jenkins.plugins.delivery.testbed.ecr.EcrRegistry;
import io.jenkins.plugins.delivery.testbed.ecr.EcrServer;
import io.jenkins.plugins.delivery.testbed.ecr.Finding;
import io.jenkins.plugins.delivery.testbed.ecr.ScanScript;
import io.jenkins.plugins.delivery.testbed.ecr.ScanStatus;
import io.jenkins.plugins.delivery.testbed.ecr.Severity;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.oci.OciRegistry;
import io.jenkins.plugins.delivery.testbed.slack.SlackServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/** The servers of one sandbox, started together and stopped together; all on the loopback address. */
final class SandboxServers implements AutoCloseable {

    static final String SERVICE_REPOSITORY = "service";
    static final String GITOPS_REPOSITORY = "gitops";

    /** Together below a second, the pause between two looks of a promotion: nobody learns anything by waiting longer. */
    private static final Duration SYNC = Duration.ofMillis(300);

    private static final Duration ROLLOUT = Duration.ofMillis(500);

    /** What every image of the sandbox has: enough to see how findings are told. The year is one that no CVE has. */
    private static final Finding[] FINDINGS = {
        Finding.of("CVE-9999-0002", Severity.MEDIUM, "zlib").version("1.3.0").fixedIn("1.3.1"),
        Finding.of("CVE-9999-0001", Severity.LOW, "busybox").version("1.36.1")
    };

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final SandboxSecrets secrets = new SandboxSecrets();
    private final GitAccess access;
    private final GitServer git;
    private final OciRegistry registry;
    private final EcrRegistry both;
    private final ArgoCdServer argo;
    private final SlackServer slack;

    /**
     * Starts everything; when one server cannot be started those before it are stopped again.
     *
     * @param root directory for the repositories
     * @param slackChannel the channel that exists
     */
    SandboxServers(Path root, String slackChannel) {
        try {
            Credential gitUser = secrets.own(SandboxSecrets.GIT);
            access = GitAccess.only(gitUser.username(), gitUser.secret());
            git = opened(GitServer.start(root.resolve("git"), access));
            git.create(SERVICE_REPOSITORY);
            git.create(GITOPS_REPOSITORY);
            registry = opened(OciRegistry.start());
            Clock clock = Clock.systemUTC();
            both = opened(EcrRegistry.start(registry, clock));
            EcrServer ecr = both.api();
            ecr.defaultScan(ScanScript.states(ScanStatus.IN_PROGRESS).then(ScanStatus.COMPLETE, FINDINGS));
            ecr.requireAccessKey(secrets.own(SandboxSecrets.AWS).username());
            argo = opened(
                    ArgoCdServer.start(clock, ArgoTimings.usual().withSync(SYNC).withRollout(ROLLOUT)));
            argo.repositoryCredentials(git.url(GITOPS_REPOSITORY), access);
            secrets.put(Credential.token(SandboxSecrets.ARGO, argo.token()));
            slack = opened(SlackServer.start(secrets.own(SandboxSecrets.SLACK).secret(), slackChannel));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T opened(T server) {
        open.push(server);
        return server;
    }

    SandboxSecrets secrets() {
        return secrets;
    }

    GitAccess access() {
        return access;
    }

    GitServer git() {
        return git;
    }

    OciRegistry registry() {
        return registry;
    }

    EcrServer ecr() {
        return both.api();
    }

    /** The passwords of every log-in that the registry has lent. */
    Collection<String> registryPasswords() {
        return both.logins().passwords();
    }

    ArgoCdServer argo() {
        return argo;
    }

    SlackServer slack() {
        return slack;
    }

    SandboxLayers.Addresses addresses() {
        return new SandboxLayers.Addresses(
                git.url(GITOPS_REPOSITORY),
                both.address(),
                both.api().url().toString(),
                argo.url().toString(),
                slack.api().toString());
    }

    /** Stops the servers in the opposite order; one that cannot be stopped does not keep the others up. */
    @Override
    public void close() {
        RuntimeException first = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                RuntimeException failure = new IllegalStateException("a server of the sandbox could not be stopped", e);
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
