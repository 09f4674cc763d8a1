package io.jenkins.plugins.delivery.engine.argo;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * An Argo CD application as it was at one moment: the part of {@code v1alpha1Application} that decisions need.
 *
 * @param name of the application
 * @param family what object it is, and which applications belong to it
 * @param sources where its desired state comes from; more than one in a multi-source application
 * @param autoSync whether Argo CD syncs by itself
 * @param sync comparison of live and desired state
 * @param health of all resources together
 * @param operation the last or running operation, empty when there never was one
 * @param conditions errors and warnings about the application itself
 * @param reconciledAt when live and desired state were last compared, empty when never
 * @param images of its pods, as Argo CD sums them up; empty where it sees none
 */
public record Application(
        String name,
        Family family,
        List<Source> sources,
        boolean autoSync,
        Sync sync,
        Health health,
        Optional<Operation> operation,
        List<Condition> conditions,
        Optional<Instant> reconciledAt,
        List<String> images) {

    /**
     * @param uid of the object; under the same name another uid is another application
     * @param deleting whether it is on its way out
     * @param parent the application that declares it; empty when a person or an ApplicationSet does
     * @param children applications that it declares, in an app of apps
     * @param sets whether it declares an ApplicationSet: what that makes only the {@link ResourceTree} tells
     */
    public record Family(String uid, boolean deleting, Optional<String> parent, List<String> children, boolean sets) {}

    /**
     * @param repository URL of a Git or Helm repository
     * @param path directory in it; empty for a Helm chart
     * @param targetRevision branch, tag, commit or chart version to follow; empty for the default branch
     * @param settings all of the source as JSON: what Helm or Kustomize are told here
     */
    public record Source(String repository, String path, String targetRevision, String settings) {

        /** Whether commits on the branch reach it. */
        public boolean follows(String branch) {
            return List.of("", "HEAD", branch, "refs/heads/" + branch).contains(targetRevision);
        }
    }

    /**
     * @param revisions what live state was compared with, in the order of the sources
     * @param comparedTo the sources that it was compared with; they lag behind {@link Application#sources} until the next comparison
     * @param behind resources that are not as desired, for sentences; empty when there are none
     */
    public record Sync(SyncStatus status, List<String> revisions, List<Source> comparedTo, String behind) {}

    /**
     * @param message why, or empty
     * @param since when it became so; empty where Argo CD does not tell (before 3.0)
     */
    public record Health(HealthStatus status, String message, Optional<Instant> since) {}

    /**
     * @param revisions that were synced, in the order of the sources; empty strings while that is being found out
     * @param startedAt empty where it is not told
     * @param finishedAt empty while it runs
     * @param retries how often Argo CD has begun it anew
     */
    public record Operation(
            OperationPhase phase,
            String message,
            List<String> revisions,
            Optional<Instant> startedAt,
            Optional<Instant> finishedAt,
            int retries) {

        /** Whether it began no later than that; false where the beginning is not told. */
        public boolean beganBy(Instant moment) {
            return startedAt.filter(start -> !start.isAfter(moment)).isPresent();
        }
    }

    /** @param type for example {@code ComparisonError} */
    public record Condition(String type, String message) {}

    /**
     * Index of the source that comes from this Git repository: where several do, of one that follows the branch; empty when none does.
     * A repository may have another host name, port or scheme inside a cluster: the same path counts, as every revision of it is
     * looked up in Git.
     */
    public Optional<Integer> sourceIn(String repository, String branch) {
        String wanted = plain(repository);
        return first(source -> plain(source.repository()).equals(wanted), branch)
                .or(() -> first(source -> path(source.repository()).equals(path(repository)), branch));
    }

    private Optional<Integer> first(Predicate<Source> wanted, String branch) {
        List<Integer> found = IntStream.range(0, sources.size())
                .filter(i -> wanted.test(sources.get(i)))
                .boxed()
                .toList();
        return found.stream()
                .filter(i -> sources.get(i).follows(branch))
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    /** What follows the host. */
    private static String path(String url) {
        return plain(url).replaceFirst("^[^/]*", "");
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
