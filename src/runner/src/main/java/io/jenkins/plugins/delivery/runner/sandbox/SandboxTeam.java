package io.jenkins.plugins.delivery.runner.sandbox;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.util.Map;
import java.util.function.Supplier;

/** The people of the service: they push to its repository what a pipeline then carries on. Safe for several threads. */
public final class SandboxTeam {

    private final GitFlowRoute route;
    private final Map<String, Object> branches;
    private final Supplier<Map<String, Object>> developPlan;
    private final boolean sample;
    private int commits;
    private String release = "";

    /**
     * @param branches names and prefixes of the branches by role
     * @param developPlan what the build of develop would do, for the version of the next release
     * @param sample whether the service is the sample, whose releases get a last fix as releases do; a user's own repository is
     *     released as it is
     */
    SandboxTeam(
            GitFlowRoute route,
            Map<String, Object> branches,
            Supplier<Map<String, Object>> developPlan,
            boolean sample) {
        this.route = route;
        this.branches = branches;
        this.developPlan = developPlan;
        this.sample = sample;
    }

    /** Pushes a new feature to develop and returns that branch. */
    public synchronized String commit() {
        route.refresh();
        route.ensureDevelop();
        commits++;
        route.commitToDevelop(repository -> repository
                .author("Ada Lovelace", "ada@example.com")
                .commit(
                        "feat(fee): tariff " + commits,
                        Map.of("docs/tariff-" + commits + ".md", "Tariff " + commits + ".\n")));
        return route.develop();
    }

    /** Cuts a release branch from develop, pushes it and returns its name. */
    public synchronized String cutRelease() {
        route.refresh();
        route.ensureDevelop();
        release = branches.get("release") + nextRelease();
        route.cutRelease(release, this::finished);
        return release;
    }

    /**
     * Merges the release that was cut last to main, pushes that and returns main's name.
     *
     * @throws io.jenkins.plugins.delivery.engine.TerminalException when there is none or it cannot be merged
     */
    public synchronized String finishRelease() {
        if (release.isEmpty()) {
            throw new TerminalException("There is no release to finish.", "Cut one first.");
        }
        route.refresh();
        route.finishRelease(release);
        return route.main();
    }

    /** Cuts a hotfix branch from main, fixes something there, pushes it and returns its name. */
    public synchronized String cutHotfix(String version) {
        route.refresh();
        String hotfix = branches.get("hotfix") + version;
        route.cutHotfix(hotfix, repository -> repository
                .author("Grace Hopper", "grace@example.com")
                .commit(
                        "fix(fee): no fee for a payment of nothing",
                        Map.of("docs/nothing.md", "Nothing costs nothing.\n")));
        return hotfix;
    }

    /** Merges a hotfix to main, pushes that and returns main's name. */
    public synchronized String finishHotfix(String version) {
        route.refresh();
        route.finishRelease(branches.get("hotfix") + version);
        return route.main();
    }

    private RepositoryBuilder finished(RepositoryBuilder repository) {
        return sample
                ? repository
                        .author("Grace Hopper", "grace@example.com")
                        .commit(
                                "fix(api): answer /health while starting",
                                Map.of("docs/health.md", "`/health` answers from the first second.\n"))
                : repository;
    }

    private String nextRelease() {
        return String.valueOf(developPlan.get().get("version")).replaceFirst("[-+].*", "");
    }
}
