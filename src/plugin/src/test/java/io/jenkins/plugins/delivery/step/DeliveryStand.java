package io.jenkins.plugins.delivery.step;

import io.jenkins.plugins.delivery.testbed.argo.ArgoApplication;
import io.jenkins.plugins.delivery.testbed.argo.ArgoCdServer;
import io.jenkins.plugins.delivery.testbed.argo.ArgoTimings;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A GitOps repository, where payments 1.3.0 stands in stage, and an Argo CD that follows it, on the real clock. */
final class DeliveryStand implements AutoCloseable {

    static final String PASSWORD = "s3cret-of-the-gitops-repository";
    static final String APPLICATION = "payments-stage";
    private static final GitAccess ACCESS = GitAccess.only("ci", PASSWORD);

    final GitServer git;
    final ArgoCdServer argo;
    final String gitops;

    DeliveryStand(Path root) throws IOException {
        git = GitServer.start(Files.createDirectories(root.resolve("git")), ACCESS);
        gitops = git.create("gitops");
        try (RepositoryBuilder repository = RepositoryBuilder.init(Files.createDirectories(root.resolve("seed")))) {
            Map<String, String> files = new HashMap<>();
            files.put("environments/stage/payments/values.yaml", "image:\n  tag: \"1.3.0\"\n");
            repository.commit("chore: first state", files).push(gitops, ACCESS);
        }
        argo = ArgoCdServer.start(Clock.systemUTC(), ArgoTimings.fast());
        argo.repositoryCredentials(gitops, ACCESS);
        argo.define(ArgoApplication.of(APPLICATION, gitops, "main", "environments/stage/payments"));
    }

    /** What the steps need to know of both, in the store of the Jenkins. */
    void credentials(Pipelines pipelines) throws Exception {
        pipelines.login("gitops", "ci", PASSWORD).token("argocd", argo.token());
    }

    /** A call of argoPromote. */
    String promotion(String version, String more) {
        return "argoPromote env: 'stage', service: 'payments', version: '" + version + "', gitops: '" + gitops
                + "', credentialsId: 'gitops', argo: '" + argo.url()
                + "', argoCredentialsId: 'argocd', stableFor: '1s'" + (more.isEmpty() ? "" : ", " + more);
    }

    int commits() throws Exception {
        return Integer.parseInt(git("rev-list", "--count", "main").strip());
    }

    String values() throws Exception {
        return git("show", "main:environments/stage/payments/values.yaml");
    }

    /** An independent reader of what was written. */
    String git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(git.repositoryDirectory("gitops").toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(command + ": " + output);
        }
        return output;
    }

    @Override
    public void close() {
        argo.close();
        git.close();
    }
}
