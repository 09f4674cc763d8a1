package io.jenkins.plugins.delivery.testbed.argo;

/** Names of what a workload owns, in the manner of Kubernetes: a hash of the content, so a new rollout has new pods. */
final class Pods {

    private Pods() {}

    static String replicaSet(Application app, String workload) {
        int hash = app.live == null
                ? 0
                : app.live.files().hashCode() * 31 + app.live.values().hashCode();
        return workload + "-" + Integer.toHexString(hash);
    }

    static String name(Application app, String workload) {
        return replicaSet(app, workload) + "-"
                + Integer.toString(Math.floorMod(workload.hashCode(), 36 * 36 * 36 * 36 * 36), 36);
    }

    /** The pod of the application's first workload. */
    static String name(Application app) {
        String workload = app.live.manifests().resources().stream()
                .filter(Resource::isWorkload)
                .map(Resource::name)
                .findFirst()
                .orElse(app.name());
        return name(app, workload);
    }
}
