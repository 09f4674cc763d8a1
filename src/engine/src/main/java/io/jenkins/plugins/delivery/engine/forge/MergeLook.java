package io.jenkins.plugins.delivery.engine.forge;

import java.util.List;

/**
 * How far a pull request is from being merged.
 *
 * @param state open, merged or closed
 * @param commit the commit that merged it, on the base branch; empty until then
 * @param head the commit at the tip of its branch; empty when the branch is gone and the site does not tell
 * @param outdated whether it conflicts with its base, or has to contain the base's newest commit before it may be merged
 * @param blocks what keeps it from being merged, clauses; empty when the site would merge it now
 */
public record MergeLook(State state, String commit, String head, boolean outdated, List<String> blocks) {

    /** Where a pull request stands. */
    public enum State {
        OPEN,
        MERGED,
        /** Without having been merged. */
        CLOSED
    }

    /** Keeps a copy of the list. */
    public MergeLook {
        blocks = List.copyOf(blocks);
    }

    /** One that was merged. */
    public static MergeLook merged(String commit, String head) {
        return new MergeLook(State.MERGED, commit, head, false, List.of());
    }

    /** One that was closed. */
    public static MergeLook closed(String head) {
        return new MergeLook(State.CLOSED, "", head, false, List.of());
    }

    /** Whether the site would merge it now. */
    public boolean ready() {
        return state == State.OPEN && blocks.isEmpty();
    }
}
