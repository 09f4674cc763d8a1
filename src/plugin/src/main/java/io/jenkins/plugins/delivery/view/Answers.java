package io.jenkins.plugins.delivery.view;

import io.jenkins.plugins.delivery.run.DeliveryFailure;
import io.jenkins.plugins.delivery.run.StepQuestion;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers of steps that only read, kept for a short while: a page that many people look at makes Jenkins ask the GitOps repository once
 * in that time.
 */
final class Answers {

    private static final long FRESH = Duration.ofMinutes(1).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST = 50;
    private static final Map<String, Kept> KEPT = new LinkedHashMap<>();

    private record Kept(StepQuestion.Answer answer, long since) {}

    private Answers() {}

    /** @throws DeliveryFailure with a sentence when there is no answer */
    static StepQuestion.Answer of(Reach reach, String step, Map<String, Object> said)
            throws DeliveryFailure, InterruptedException {
        Map<String, Object> arguments = reach.arguments(step, said);
        // What is asked is a part of the key: the way to the repository may have changed meanwhile.
        String key = reach.home().getFullName() + " " + step + " " + arguments;
        long now = System.nanoTime();
        synchronized (KEPT) {
            KEPT.values().removeIf(kept -> now - kept.since() > FRESH);
            if (KEPT.containsKey(key)) {
                return KEPT.get(key).answer();
            }
        }
        StepQuestion.Answer answer = new StepQuestion(step, reach.run().orElseThrow()).ask(arguments, PATIENCE);
        synchronized (KEPT) {
            if (KEPT.size() < MOST) {
                KEPT.put(key, new Kept(answer, System.nanoTime()));
            }
        }
        return answer;
    }

    /** After something was changed. */
    static void forget() {
        synchronized (KEPT) {
            KEPT.clear();
        }
    }
}
