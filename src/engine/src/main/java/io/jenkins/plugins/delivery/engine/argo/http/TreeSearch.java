package io.jenkins.plugins.delivery.engine.argo.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.argo.HealthStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Finds in a resource tree what is to blame. Pure. */
final class TreeSearch {

    /** States of pods that are no trouble (kubectl, {@code printPod}). */
    private static final Set<String> CALM = Set.of("", "Running", "Succeeded", "Completed", "Terminating");

    private final List<TreeNode> nodes = new ArrayList<>();

    TreeSearch(JsonNode tree) {
        tree.path("nodes").forEach(node -> nodes.add(TreeNode.of(node)));
    }

    /** The first red resource: nearest to the cause, which is a pod where there is one; of equal ones the newest. */
    Optional<TreeNode> culprit() {
        Comparator<TreeNode> newestFirst =
                Comparator.comparing(TreeNode::createdAt).reversed();
        return nodes.stream()
                .filter(node -> !node.isApplication() && rank(node) < Integer.MAX_VALUE)
                .min(Comparator.comparingInt(TreeSearch::rank).thenComparing(newestFirst))
                // A pod that does not become ready is only Progressing, and its workload is Degraded after a while.
                .map(node -> node.isPod()
                        ? node
                        : podOf(node)
                                .filter(pod -> pod.health() != HealthStatus.HEALTHY)
                                .orElse(node));
    }

    private static int rank(TreeNode node) {
        boolean troubled = !CALM.contains(node.state());
        if (node.isPod() && (node.health() == HealthStatus.DEGRADED || troubled)) {
            return 0;
        }
        if (node.health() == HealthStatus.DEGRADED) {
            return node.message().isEmpty() ? 2 : 1;
        }
        if (node.health() == HealthStatus.MISSING) {
            return 3;
        }
        if (node.health() == HealthStatus.PROGRESSING) {
            return node.isPod() ? 4 : 5;
        }
        return Integer.MAX_VALUE;
    }

    /** A resource by its kind and name. */
    Optional<TreeNode> named(String kind, String name) {
        return nodes.stream()
                .filter(node -> node.kind().equals(kind) && node.name().equals(name))
                .findFirst();
    }

    /** The newest pod that a resource owns, also over others. */
    Optional<TreeNode> podOf(TreeNode owner) {
        return newestBelow(owner, TreeNode::isPod);
    }

    /** The newest replica set of a deployment, which makes its pods; other workloads make theirs themselves. */
    Optional<TreeNode> makerOf(TreeNode owner) {
        return newestBelow(owner, node -> node.kind().equals("ReplicaSet"));
    }

    private Optional<TreeNode> newestBelow(TreeNode owner, Predicate<TreeNode> wanted) {
        Set<String> owned = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(owner.uid()));
        while (!open.isEmpty()) {
            String uid = open.pop();
            if (owned.add(uid)) {
                nodes.stream()
                        .filter(node -> node.parents().contains(uid))
                        .map(TreeNode::uid)
                        .forEach(open::push);
            }
        }
        return nodes.stream()
                .filter(node -> wanted.test(node) && owned.contains(node.uid()))
                .max(Comparator.comparing(TreeNode::createdAt));
    }

    /** Child applications that may not be well, those that say so first. */
    List<TreeNode> children() {
        return nodes.stream()
                .filter(node -> node.isApplication() && node.health() != HealthStatus.HEALTHY)
                .sorted(Comparator.comparing(node -> node.health() != HealthStatus.DEGRADED))
                .toList();
    }
}
