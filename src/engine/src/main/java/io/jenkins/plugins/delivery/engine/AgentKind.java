package io.jenkins.plugins.delivery.engine;

/** Where the closures of a pipeline run. */
public enum AgentKind {
    /** An agent that is there already, found by its label. */
    LABEL("label"),
    /** A pod of a Kubernetes cluster, started for a block and removed after it. */
    KUBERNETES("kubernetes"),
    /** A container on an agent that has Docker. */
    DOCKER("docker");

    private final String text;

    AgentKind(String text) {
        this.text = text;
    }

    /** As it is written in a Jenkinsfile. */
    public String text() {
        return text;
    }
}
