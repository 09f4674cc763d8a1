package io.jenkins.plugins.delivery.engine.deploy.helm;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.deploy.kube.KubeApi;
import io.jenkins.plugins.delivery.engine.http.JsonHttp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The revisions of one release in the cluster. */
final class ReleaseHistory {

    private static final int LONGEST_DESCRIPTION = 500;

    private final KubeApi api;
    private final String namespace;
    private final String release;

    ReleaseHistory(KubeApi api, String namespace, String release) {
        this.api = api;
        this.namespace = namespace;
        this.release = release;
    }

    /** Number and status of the newest revision. */
    record Newest(int number, ReleaseStatus status) {}

    /** All that the cluster still has, oldest first. */
    List<Revision> read() throws InterruptedException {
        List<Revision> revisions = new ArrayList<>();
        api.get(path()).path("items").forEach(secret -> revisions.add(Revision.of(secret)));
        revisions.sort(Comparator.comparingInt(Revision::number));
        return revisions;
    }

    /** The newest, of its labels alone. */
    Optional<Newest> newest() throws InterruptedException {
        Newest newest = null;
        for (JsonNode secret : api.metadata(path()).path("items")) {
            JsonNode labels = secret.path("metadata").path("labels");
            int number = labels.path("version").asInt();
            if (newest == null || number > newest.number()) {
                newest = new Newest(
                        number, ReleaseStatus.of(labels.path("status").asText()));
            }
        }
        return Optional.ofNullable(newest);
    }

    /**
     * Notes a revision as failed, as Helm does after {@code --wait}: nothing is pending any more, and no rollback leads there. What it is
     * stays in the description.
     *
     * @throws RetryableException when somebody else has changed it at the same time
     */
    void fail(Revision revision, String why) throws InterruptedException {
        fail(revision, ReleaseName.own(revision), why);
    }

    /** @param what the description that the revision was to have, which Helm's own words have replaced; or empty */
    void fail(Revision revision, String what, String why) throws InterruptedException {
        String words = why.strip().replaceAll("\\s+", " ");
        String line = Revision.FAILED + what + (what.isEmpty() ? "" : ": ") + words;
        String text = line.length() <= LONGEST_DESCRIPTION ? line : line.substring(0, LONGEST_DESCRIPTION) + "…";
        note(revision, ReleaseStatus.FAILED, text);
    }

    /** Notes a revision that failed as good all the same. */
    void keep(Revision revision, String description) throws InterruptedException {
        note(revision, ReleaseStatus.DEPLOYED, description);
    }

    private void note(Revision revision, ReleaseStatus status, String text) throws InterruptedException {
        String name = revision.secret().path("metadata").path("name").asText();
        api.put("/api/v1/namespaces/" + namespace + "/secrets/" + name, revision.withStatus(status, text));
    }

    /** The newest good revision before a number, as Helm's own rollback chooses it. */
    static Optional<Revision> goodBefore(List<Revision> revisions, int number) {
        return revisions.stream()
                .filter(revision -> revision.number() < number && revision.good())
                .max(Comparator.comparingInt(Revision::number));
    }

    static Optional<Revision> last(List<Revision> revisions) {
        return revisions.isEmpty() ? Optional.empty() : Optional.of(revisions.get(revisions.size() - 1));
    }

    private String path() {
        return "/api/v1/namespaces/" + namespace + "/secrets?labelSelector="
                + JsonHttp.encode("owner=helm,name=" + release);
    }
}
