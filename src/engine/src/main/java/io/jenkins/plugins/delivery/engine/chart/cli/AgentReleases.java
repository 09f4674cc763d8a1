package io.jenkins.plugins.delivery.engine.chart.cli;

import io.jenkins.plugins.delivery.engine.chart.HelmException;
import io.jenkins.plugins.delivery.engine.chart.HelmReleases;
import io.jenkins.plugins.delivery.engine.chart.KubeconfigFile;
import io.jenkins.plugins.delivery.engine.chart.StoredRelease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Releases by a helm program. Without {@code --wait} and {@code --atomic}: those leave pending revisions behind when Helm is killed. */
final class AgentReleases implements HelmReleases {

    /** How long Helm may take to note a release as failed after it was asked to end; it talks to the cluster for that. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    /** What a call takes beside its hooks. */
    private static final Duration BESIDE_HOOKS = Duration.ofMinutes(2);

    private final HelmProgram program;

    AgentReleases(HelmProgram program) {
        this.program = program;
    }

    @Override
    public void upgrade(Target target, Upgrade upgrade) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "upgrade",
                "--install",
                "--reset-values",
                "--timeout=" + seconds(upgrade.timeout()),
                "--description=" + upgrade.description()));
        if (upgrade.createNamespace()) {
            command.add("--create-namespace");
        }
        if (upgrade.dryRun()) {
            command.add("--dry-run");
        }
        upgrade.values().forEach(file -> command.add("--values=" + AgentHelm.listItem(file.toString())));
        run(target, upgrade.timeout(), command, target.name(), upgrade.chart().toString());
    }

    @Override
    public void rollback(Target target, StoredRelease to, Duration timeout) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("rollback", "--timeout=" + seconds(timeout)));
        run(target, timeout, command, target.name(), String.valueOf(to.revision()));
    }

    private void run(Target target, Duration timeout, List<String> command, String... arguments)
            throws InterruptedException {
        try (KubeconfigFile kubeconfig = KubeconfigFile.write(program.home(), target.kubeconfig())) {
            command.addAll(List.of("--namespace=" + target.namespace(), "--kubeconfig=" + kubeconfig.path(), "--"));
            command.addAll(List.of(arguments));
            HelmProgram.Ending ending = program.call(timeout.plus(BESIDE_HOOKS), GRACE, command);
            if (ending.exit() != 0) {
                throw new HelmException(AgentHelm.words(ending));
            }
        }
    }

    private static String seconds(Duration duration) {
        return Math.max(1, duration.toSeconds()) + "s";
    }
}
