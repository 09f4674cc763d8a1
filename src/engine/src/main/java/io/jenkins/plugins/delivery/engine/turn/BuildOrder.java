package io.jenkins.plugins.delivery.engine.turn;

import io.jenkins.plugins.delivery.engine.promotion.Ancestry;
import io.jenkins.plugins.delivery.engine.promotion.SourceHistory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Which of two commits is newer. What a history has told once stays true, so runs that wait for the same turn share the answers instead
 * of reading the history each. Thread-safe.
 */
final class BuildOrder {

    private static final int MOST = 10_000;

    private record Pair(String older, String newer) {}

    private final Map<Pair, Ancestry> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, Ancestry> eldest) {
            return size() > MOST;
        }
    };

    /** @param history asked when nobody has asked before; what it cannot decide is not kept */
    boolean isNewer(String newer, String older, Supplier<SourceHistory> history) {
        if (newer.equals(older)) {
            return false;
        }
        Pair pair = new Pair(older, newer);
        synchronized (known) {
            if (known.containsKey(pair)) {
                return known.get(pair) == Ancestry.YES;
            }
        }
        Ancestry answer = history.get().relation(older, newer);
        synchronized (known) {
            if (answer != Ancestry.UNKNOWN) {
                known.put(pair, answer);
            }
            if (answer == Ancestry.YES) {
                known.put(new Pair(newer, older), Ancestry.NO);
            }
        }
        return answer == Ancestry.YES;
    }
}
