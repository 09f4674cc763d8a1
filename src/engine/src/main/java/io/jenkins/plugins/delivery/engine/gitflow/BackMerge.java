package io.jenkins.plugins.delivery.engine.gitflow;

import java.util.List;
import java.util.Optional;

/**
 * A branch that is to contain main.
 *
 * @param branch develop or an open release
 * @param tip where it stands
 * @param merge empty when it contains main already
 */
record BackMerge(String branch, String tip, Optional<FlowRepository.Merge> merge) {

    /** Whether it can be merged by itself. */
    boolean isClean() {
        return merge.isPresent() && merge.get().commit().isPresent();
    }

    List<Conflict> conflicts() {
        return merge.map(FlowRepository.Merge::conflicts).orElse(List.of());
    }

    /** Where it is to stand. */
    String after() {
        return merge.flatMap(FlowRepository.Merge::commit).orElse(tip);
    }

    /** Whether a merge would change any file. */
    boolean changes() {
        return merge.map(FlowRepository.Merge::changes).orElse(false);
    }
}
