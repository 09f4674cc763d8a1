package io.jenkins.plugins.delivery.engine.argo;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The live resources of an application; since Argo CD 3.0 the only place that tells the health of each.
 *
 * @param applications names of the applications among them, also of those that an ApplicationSet has made
 */
public record ResourceTree(List<Node> nodes, List<String> applications) {

    /** @param message why it has this health, or empty */
    public record Node(String kind, String name, HealthStatus health, String message) {

        @Override
        public String toString() {
            return kind + " " + name + " is " + health.text() + (message.isEmpty() ? "" : " (" + message + ")");
        }
    }

    /** The resource that best explains why an application is not healthy: the deepest Degraded one that gives a message. */
    public Optional<Node> reason() {
        return nodes.stream()
                .filter(node -> node.health() == HealthStatus.DEGRADED || node.health() == HealthStatus.MISSING)
                .min(Comparator.comparing((Node node) -> node.message().isEmpty())
                        .thenComparing(node -> node.health() != HealthStatus.DEGRADED)
                        // A pod's own words are nearer to the cause than those of what owns it.
                        .thenComparing(node -> !node.kind().equals("Pod")));
    }
}
