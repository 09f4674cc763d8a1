package io.jenkins.plugins.delivery.engine.promotion;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers from memory what was asked before, because a change is worked out again after every lost race, also on the thread of another
 * run, which must not wait for the repository of this service: a question that is new there is {@linkplain Unanswered put off}.
 */
final class RememberedHistory implements SourceHistory {

    private final Thread owner = Thread.currentThread();
    private final SourceHistory history;
    private final Map<Question, Ancestry> answers = new ConcurrentHashMap<>();

    /** Belongs to the calling thread. */
    RememberedHistory(SourceHistory history) {
        this.history = history;
    }

    private record Question(String ancestor, String descendant) {}

    /** A question that only the thread of the run may ask. */
    static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Runnable asking;

        private Unanswered(Runnable asking) {
            super("to be asked by the run itself", null, false, false);
            this.asking = asking;
        }

        /** Asks it, for the next time; called by the thread of the run. */
        void ask() {
            asking.run();
        }
    }

    @Override
    public Ancestry relation(String ancestor, String descendant) {
        Ancestry known = answers.get(new Question(ancestor, descendant));
        if (known != null) {
            return known;
        }
        if (Thread.currentThread() != owner) {
            throw new Unanswered(() -> relation(ancestor, descendant));
        }
        Ancestry answer = history.relation(ancestor, descendant);
        learn(ancestor, descendant, answer);
        return answer;
    }

    /** Takes an answer that somebody else found. */
    void learn(String ancestor, String descendant, Ancestry answer) {
        answers.put(new Question(ancestor, descendant), answer);
    }
}
