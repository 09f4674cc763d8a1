package io.jenkins.plugins.delivery.engine.promotion;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One commit that knows its meaning, so that it can be worked out again on every new tip. What has to be one story, such as a value
 * that is put back and the line that bans the bad version, is one change.
 */
@FunctionalInterface
public interface GitOpsChange {

    /**
     * What the change comes to at the present tip; called again after every lost race. The tip may hold commits of others that are
     * about to be pushed together with this one. Reads only the repository; it may be called on the thread of another run.
     *
     * @throws io.jenkins.plugins.delivery.engine.DeliveryException when it cannot be made; others are not touched by that
     */
    Plan prepare(GitOpsRepository repository);

    /**
     * Whether this change, once it is in Git, leaves nothing to do for an older one that still waits. Called on the thread of the run.
     */
    default boolean replaces(GitOpsChange older) {
        return false;
    }

    /** Either a commit to make, or the news that none is needed. */
    sealed interface Plan {}

    /**
     * One commit: several files, or none for a commit that only says something.
     *
     * @param file that people are shown; empty without files
     * @param before its text before; empty when there was none
     * @param after its text afterwards
     * @param values YAML path to the value that stands afterwards in that file
     * @param others further files: path to the whole text, or to null for a file that goes away
     * @param message with the trailers of the ledger
     */
    record Write(
            String file,
            String before,
            String after,
            Map<String, String> values,
            Map<String, String> others,
            String message)
            implements Plan {

        /** Where the files of this product are, which Argo CD does not read. */
        static final String OWN = ".delivery/";

        public Write {
            others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
        }

        /** A commit that replaces one file. */
        public Write(String file, String before, String after, Map<String, String> values, String message) {
            this(file, before, after, values, Map.of(), message);
        }

        /** A commit without files, for the ledger. */
        public static Write empty(String message) {
            return new Write("", "", "", Map.of(), message);
        }

        /** The same commit with one more file, which need not exist yet. */
        public Write with(String path, String text) {
            Map<String, String> all = new LinkedHashMap<>(others);
            all.put(path, text);
            return new Write(file, before, after, values, all, message);
        }

        /** The same commit, in which this file goes away. */
        public Write without(String path) {
            return with(path, null);
        }

        /** The same commit without secrets in what this product itself says; values of others are not touched. */
        Write clean(UnaryOperator<String> redactor) {
            Map<String, String> all = new LinkedHashMap<>(others);
            all.replaceAll((path, text) -> path.startsWith(OWN) ? redactor.apply(text) : text);
            return new Write(file, before, after, values, all, redactor.apply(message));
        }

        /** Every file of the commit: path to its text, or to null when it goes away. */
        public Map<String, String> files() {
            Map<String, String> all = new LinkedHashMap<>();
            if (!file.isEmpty()) {
                all.put(file, after);
            }
            all.putAll(others);
            return all;
        }
    }

    /**
     * What is true in Git now.
     *
     * @param state PUSHED or RESTORED with a commit; PLANNED in a dry run; UNCHANGED and SUPERSEDED without a commit
     * @param commit that made it true, null when there is none of ours
     * @param tip newest commit at that moment
     * @param file that was looked at; empty for a commit without files
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
