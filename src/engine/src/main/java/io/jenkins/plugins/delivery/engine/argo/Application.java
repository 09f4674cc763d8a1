package io.jenkins.plugins.delivery.engine.argo;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An Argo CD application as it was at one moment: the part of {@code v1alpha1Application} that decisions need.
 *
 * @param name of the application
 * @param sources where its desired state comes from; more than one in a multi-source application
 * @param autoSync whether Argo CD syncs by itself
 * @param sync comparison of live and desired state
 * @param health of all resources together
 * @param operation the last or running operation, empty when there never was one
 * @param conditions errors and warnings about the application itself
 * @param reconciledAt when live and desired state were last compared, empty when never
 */
public record Application(
        String name,
        List<Source> sources,
        boolean autoSync,
        Sync sync,
        Health health,
        Optional<Operation> operation,
        List<Condition> conditions,
        Optional<Instant> reconciledAt) {

    /**
     * @param repository URL of a Git or Helm repository
     * @param path directory in it; empty for a Helm chart
     * @param targetRevision branch, tag, commit or chart version to follow; empty for the default branch
     */
    public record Source(String repository, String path, String targetRevision) {}

    /** @param revisions what live state was compared with, in the order of the sources */
    public record Sync(SyncStatus status, List<String> revisions) {}

    /** @param message why, or empty */
    public record Health(HealthStatus status, String message) {}

    /**
     * @param revisions that were synced, in the order of the sources
     * @param finishedAt empty while it runs
     */
    public record Operation(
            OperationPhase phase, String message, List<String> revisions, Optional<Instant> finishedAt) {}

    /** @param type for example {@code ComparisonError} */
    public record Condition(String type, String message) {}

    /** Index of the source that comes from this Git repository; empty when none does. */
    public Optional<Integer> sourceIn(String repository) {
        String wanted = plain(repository);
        for (int i = 0; i < sources.size(); i++) {
            if (plain(sources.get(i).repository()).equals(wanted)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** One spelling of a repository's URL: host and path in lower case, without scheme, user, trailing slash and .git. */
    private static String plain(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        // git@host:path is another way to write ssh://git@host/path.
        String path = lower.contains("://")
                ? lower.substring(lower.indexOf("://") + 3)
                : lower.replaceFirst("^([^/:]*):", "$1/");
        String bare = path.replaceFirst("^[^/@]*@", "").replaceFirst("/+$", "");
        return bare.endsWith(".git") ? bare.substring(0, bare.length() - 4) : bare;
    }
}
