package io.jenkins.plugins.delivery.engine.card;

/** Why a resource does not run, as far as a platform tells; with what a person looks at next. */
public enum Trouble {
    CRASH_LOOP("CrashLoopBackOff", "It starts and ends again; its last lines usually say why."),
    IMAGE_PULL(
            "ImagePullBackOff", "Check that the image was pushed, its name and tag, and that the cluster may pull it."),
    OUT_OF_MEMORY("OOMKilled", "It took more memory than its limit: raise resources.limits.memory or look for a leak."),
    PROBE("probe failed", "It runs but does not answer its probe: check port, path and how long it takes to start."),
    UNSCHEDULABLE("unschedulable", "No node takes it: check requests, node selectors, taints and volumes."),
    CONFIG("CreateContainerConfigError", "A secret, config map or key that it names is missing in the namespace."),
    VOLUME(
            "volume not mounted",
            "A secret, config map or claim that it mounts is missing, or its storage does not attach."),
    EVICTED("Evicted", "Its node had too little memory or disk: check requests and limits, and the node."),
    NOT_CREATED("no pods", "The cluster refuses its pods: check quota, security policy, service account and webhooks."),
    INIT("init container failed", "It waits for an init container; that one's last lines usually say why."),
    EXITED("ended with an error", "Its last lines usually say why."),
    HOOK("hook failed", "A hook of the sync failed, so the rest was not applied; its last lines usually say why."),
    SYNC("not applied", "The cluster refused it: correct the manifest or the rights of Argo CD."),
    MANIFESTS("not rendered", "Argo CD cannot make manifests of what Git says: correct the file, chart or values."),
    UNHEALTHY("not healthy", "Look at it in the cluster; its platform gives no more than this.");

    private final String text;
    private final String advice;

    Trouble(String text, String advice) {
        this.text = text;
        this.advice = advice;
    }

    /** The word that people search for; that of Kubernetes where it has one. */
    public String text() {
        return text;
    }

    /** What a person looks at next, a sentence. */
    public String advice() {
        return advice;
    }
}
