package io.jenkins.plugins.delivery.engine.promotion;

import java.util.Map;

/** A change of one file that knows its meaning, so that it can be worked out again on every new tip. */
interface GitOpsChange {

    /** What the change comes to at the present tip; called again after every lost race. */
    Plan prepare(GitOpsRepository repository);

    /** Either a commit to make, or the news that none is needed. */
    sealed interface Plan {}

    /**
     * One commit that replaces one file.
     *
     * @param values YAML path to the value that stands afterwards
     */
    record Write(String file, String before, String after, Map<String, String> values, String message)
            implements Plan {}

    /**
     * What is true in Git now.
     *
     * @param state PUSHED or RESTORED with a commit; PLANNED in a dry run; UNCHANGED and SUPERSEDED without a commit
     * @param commit that made it true, null when there is none of ours
     * @param tip newest commit at that moment
     * @param file that was looked at
     * @param before its text before
     * @param after its text now
     * @param values YAML path to the value that stands
     * @param note a sentence for people, or empty
     */
    record Landing(
            PromotionState state,
            String commit,
            String tip,
            String file,
            String before,
            String after,
            Map<String, String> values,
            String note)
            implements Plan {}
}
