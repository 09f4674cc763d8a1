package io.jenkins.plugins.delivery.engine.version;

/** Which part a hotfix raises when its branch does not name a version (mission decision 3). */
public enum HotfixBump {
    PATCH(Bump.PATCH),
    MINOR(Bump.MINOR);

    private final Bump bump;

    HotfixBump(Bump bump) {
        this.bump = bump;
    }

    public Bump bump() {
        return bump;
    }
}
