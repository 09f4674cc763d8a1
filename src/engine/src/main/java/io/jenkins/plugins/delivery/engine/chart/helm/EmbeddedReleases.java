package io.jenkins.plugins.delivery.engine.chart.helm;

import io.jenkins.plugins.delivery.engine.chart.HelmReleases;
import io.jenkins.plugins.delivery.engine.chart.KubeconfigFile;
import io.jenkins.plugins.delivery.engine.chart.StoredRelease;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Releases by the embedded Helm. Its process can only be killed, never asked to end; and helm-java has no rollback, so the old
 * manifest is applied as a chart of its own.
 */
final class EmbeddedReleases implements HelmReleases {

    /** What a call takes beside its hooks. */
    private static final Duration BESIDE_HOOKS = Duration.ofMinutes(2);

    private final HelmProcess process;

    EmbeddedReleases(HelmProcess process) {
        this.process = process;
    }

    @Override
    public void upgrade(Target target, Upgrade upgrade) throws InterruptedException {
        try (KubeconfigFile kubeconfig = KubeconfigFile.write(process.directory("release"), target.kubeconfig())) {
            upgrade(target, upgrade, kubeconfig.path());
        }
    }

    private void upgrade(Target target, Upgrade upgrade, Path kubeconfig) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "upgrade",
                upgrade.chart().toString(),
                target.name(),
                target.namespace(),
                kubeconfig.toString(),
                upgrade.description(),
                String.valueOf(Math.max(1, upgrade.timeout().toSeconds())),
                String.valueOf(upgrade.createNamespace()),
                String.valueOf(upgrade.dryRun())));
        upgrade.values().forEach(file -> command.add(process.withoutComma(file).toString()));
        call(upgrade.timeout(), command);
    }

    @Override
    public void rollback(Target target, StoredRelease to, Duration timeout) throws InterruptedException {
        Path chart = process.directory("rollback").resolve(String.valueOf(to.revision()));
        Path values = to.writeTo(chart);
        upgrade(target, new Upgrade(chart, List.of(values), "Rollback to " + to.revision(), timeout, false, false));
    }

    /** An interrupted call would go on in the process, with nobody to hear of its end. */
    private void call(Duration timeout, List<String> command) throws InterruptedException {
        try {
            process.call(timeout.plus(BESIDE_HOOKS), command.toArray(String[]::new));
        } catch (InterruptedException e) {
            process.kill();
            throw e;
        }
    }
}
