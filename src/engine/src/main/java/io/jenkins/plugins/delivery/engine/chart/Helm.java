package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Helm, as far as packaging and deploying need it. One instance is one session with settings of its own: log-ins and chart repositories of
 * other sessions, and of the person whose account this is, are neither seen nor touched, and nothing stays after {@link #close}.
 *
 * <p>Every method throws {@link HelmException} with Helm's own words when Helm refuses,
 * {@link io.jenkins.plugins.delivery.engine.RetryableException} when it does not answer in time.
 */
public interface Helm extends AutoCloseable {

    /** Opens sessions. */
    @FunctionalInterface
    interface Sessions {

        /** The jars of this process that {@link #open} needs, for a host that opens the session on another machine. */
        default List<Path> jars() {
            return List.of();
        }

        /**
         * Opens a session and says in the log which Helm it is.
         *
         * @param context names those jars' places on this machine, and the environment in which {@code helm} is looked for
         * @throws io.jenkins.plugins.delivery.engine.TerminalException when there is no such Helm on this machine
         */
        Helm open(HelmChoice choice, EngineContext context) throws InterruptedException;
    }

    /** Logs in to an OCI registry for the rest of the session. */
    void login(String host, Credential credential, boolean plainHttp) throws InterruptedException;

    /**
     * Fetches what Chart.yaml depends on into {@code charts/}, exactly as Chart.lock says where there is one. Helm refuses this for
     * chart repositories over http(s), which a session never has; use {@link #updateDependencies} for charts with such.
     */
    void buildDependencies(Path chart) throws InterruptedException;

    /** Fetches what Chart.yaml depends on into {@code charts/} and writes a new Chart.lock. */
    void updateDependencies(Path chart) throws InterruptedException;

    /** Helm's own lint, as {@code helm lint} without {@code --strict}: a deprecated API is a warning and no error. */
    LintFindings lint(Path chart) throws InterruptedException;

    /**
     * Renders the chart with values files on top of its own values, and returns the manifests.
     *
     * @param values files in the order in which they are laid over each other: a later one wins
     * @param kubeVersion version of Kubernetes that the templates see and Chart.yaml's {@code kubeVersion} is compared with
     */
    String template(Path chart, String release, List<Path> values, String kubeVersion) throws InterruptedException;

    /** Writes {@code name-version.tgz} into the directory. */
    void packageChart(Path chart, Path destination) throws InterruptedException;

    /** Pushes an archive below the remote path ({@code oci://…}) and returns what Helm reports. */
    String push(Path archive, URI remote, boolean plainHttp) throws InterruptedException;

    /** Its work with releases in a cluster, for the rest of the session. */
    HelmReleases releases();

    @Override
    void close();
}
