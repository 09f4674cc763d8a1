package io.jenkins.plugins.delivery.bench;

import io.jenkins.plugins.delivery.testbed.argo.ArgoApplication;
import io.jenkins.plugins.delivery.testbed.argo.ArgoCdServer;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The apps of apps that {@link WaitTrees} promotes: small trees of an application and five children, and beside them a large one of 37
 * applications in three levels. A promotion changes the image of one child, and some rollouts do not end until they are healed.
 */
final class WaitForest {

    /** One promotion: the application that is waited for, and a file below it. */
    record Tree(String root, String file) {}

    private static final int CHILDREN = 5;
    private static final int GROUPS = 4;
    private static final int LEAVES = 8;
    private static final String LARGE = "large";

    private final String gitops;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<Tree> trees = new ArrayList<>();

    WaitForest(String gitops, int small) {
        this.gitops = gitops;
        for (int i = 0; i < small; i++) {
            String root = "service" + i;
            for (int child = 0; child < CHILDREN; child++) {
                files.put(root + "/child-" + child + ".yaml", chart(child(i, child)));
            }
            trees.add(new Tree(root, root + "/child-0.yaml"));
        }
        for (int group = 0; group < GROUPS; group++) {
            String name = LARGE + "-" + group;
            files.put(LARGE + "/" + group + ".yaml", application(name, "repoURL: " + gitops, "path: " + name));
            for (int leaf = 0; leaf < LEAVES; leaf++) {
                files.put(name + "/" + leaf + ".yaml", chart(name + "-" + leaf));
            }
        }
        trees.add(new Tree(LARGE, LARGE + "-0/0.yaml"));
    }

    static String child(int tree, int child) {
        return "service" + tree + "-" + child;
    }

    /** Applications of the large tree whose rollouts are stuck from the beginning, one in each group. */
    static List<String> stuckInLarge() {
        return IntStream.range(0, GROUPS)
                .mapToObj(group -> LARGE + "-" + group + "-" + (LEAVES - 1))
                .toList();
    }

    /** The large one is the last. */
    List<Tree> trees() {
        return trees;
    }

    /** Pushes all files, and has them run. What is promoted then gets stuck: the first child of each small tree. */
    void plant(ArgoCdServer argo, Path clone) {
        try (RepositoryBuilder repository = RepositoryBuilder.init(clone)) {
            repository.commit("chore: start", files).push(gitops, GitAccess.open());
        }
        trees.forEach(tree -> argo.define(ArgoApplication.of(tree.root(), gitops, "main", tree.root())));
        IntStream.range(0, trees.size() - 1).forEach(i -> argo.stickRollout(child(i, 0)));
        stuckInLarge().forEach(argo::stickRollout);
    }

    /** A commit on top of the promotions that brings something new to the leaves that are to be stuck. */
    void growLarge(Path clone) {
        Map<String, String> changed = new LinkedHashMap<>();
        for (int group = 0; group < GROUPS; group++) {
            String name = LARGE + "-" + group;
            changed.put(
                    name + "/" + (LEAVES - 1) + ".yaml",
                    chart(name + "-" + (LEAVES - 1)).replace("1.0.0", "1.0.1"));
        }
        try (RepositoryBuilder repository = RepositoryBuilder.cloneOf(gitops, clone, GitAccess.open())) {
            repository.commit("chore: new leaves", changed).push(gitops, GitAccess.open());
        }
    }

    private static String chart(String name) {
        return application(
                name,
                "repoURL: registry.example/charts",
                "chart: shop",
                "targetRevision: 2.0.0",
                "helm: {valuesObject: {image: {repository: registry.example/shop, tag: 1.0.0}}}");
    }

    private static String application(String name, String... source) {
        return "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: " + name
                + "\nspec:\n  project: default\n  source:\n    " + String.join("\n    ", source)
                + "\n  syncPolicy:\n    automated: {}\n";
    }
}
