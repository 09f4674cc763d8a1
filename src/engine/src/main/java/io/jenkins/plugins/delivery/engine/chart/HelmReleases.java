package io.jenkins.plugins.delivery.engine.chart;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What Helm does with releases in a cluster. Neither call waits for workloads, only for hooks, and neither goes back by itself: both
 * are for whoever looks afterwards, and survives Helm.
 *
 * <p>A call that is interrupted or takes too long is ended politely where that is possible, so that Helm notes the release as failed;
 * whoever asked looks whether it did.
 */
public interface HelmReleases {

    /**
     * A release and the cluster that has it.
     *
     * @param name of the release
     * @param namespace of the release
     * @param kubeconfig text of a kubeconfig; secret
     */
    record Target(String name, String namespace, String kubeconfig) {

        @Override
        public String toString() {
            return "release " + name + " in namespace " + namespace;
        }
    }

    /**
     * What to install or upgrade to. Values of earlier revisions do not count.
     *
     * @param chart directory or archive
     * @param values files in the order in which they are laid over each other: a later one wins
     * @param description for the history of the release
     * @param timeout for each hook
     * @param createNamespace whether a missing namespace is created
     * @param dryRun whether the cluster is only asked
     */
    record Upgrade(
            Path chart,
            List<Path> values,
            String description,
            Duration timeout,
            boolean createNamespace,
            boolean dryRun) {}

    /**
     * Installs the release or upgrades it.
     *
     * @throws HelmException with Helm's own words when it refuses, or when the cluster or a hook does
     * @throws io.jenkins.plugins.delivery.engine.RetryableException when it does not end in time
     */
    void upgrade(Target target, Upgrade upgrade) throws InterruptedException;

    /**
     * Makes a new revision that is an old one again.
     *
     * @param timeout for each hook
     * @throws HelmException with Helm's own words
     * @throws io.jenkins.plugins.delivery.engine.RetryableException when it does not end in time
     */
    void rollback(Target target, StoredRelease to, Duration timeout) throws InterruptedException;
}
