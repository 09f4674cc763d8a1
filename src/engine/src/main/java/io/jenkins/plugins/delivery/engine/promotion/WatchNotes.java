package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.argo.Operations;
import io.jenkins.plugins.delivery.engine.argo.Readiness;
import io.jenkins.plugins.delivery.engine.argo.RevisionFact;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a wait has found out so far, as its ticket keeps it; tickets of earlier versions are read as well. */
final class WatchNotes {

    /** More revisions than this do not come between two looks, though each application of a tree may be at another one. */
    private static final int MOST_FACTS = 64;

    private static final String AWAY_SINCE = "awaySince";
    private static final String AWAY_WHY = "awayWhy";

    private WatchNotes() {}

    /** What Git said of a revision; empty when it has not been asked. */
    static Optional<RevisionFact> fact(PromotionWait wait, String revision) {
        if (revision.equals(wait.expected())) {
            return Optional.of(RevisionFact.CONTAINS);
        }
        if (!revision.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            return Optional.of(RevisionFact.UNKNOWN);
        }
        Object fact = map(wait, "facts").get(revision);
        if (fact == null && revision.equals(wait.ticket().text("knownRevision"))) {
            fact = wait.ticket().text("knownFact");
        }
        return Optional.ofNullable(fact).map(Object::toString).map(RevisionFact::valueOf);
    }

    static PromotionWait fact(PromotionWait wait, String revision, RevisionCheck.Answer answer) {
        Map<String, Object> facts = new LinkedHashMap<>(map(wait, "facts"));
        facts.put(revision, answer.fact().name());
        while (facts.size() > MOST_FACTS) {
            facts.remove(facts.keySet().iterator().next());
        }
        PromotionWait known = wait.with("facts", facts);
        return answer.note().isEmpty() ? known : known.with("supersededBy", answer.note());
    }

    static Readiness.Memory memory(PromotionWait wait) {
        return new Readiness.Memory(
                wait.instant("healthySince"), wait.instant("degradedSince"), wait.is("beenHealthy"), wait.is("unwell"));
    }

    static PromotionWait memory(PromotionWait wait, Readiness.Memory memory) {
        return wait.with("healthySince", text(memory.healthySince()))
                .with("degradedSince", text(memory.degradedSince()))
                .with("beenHealthy", memory.beenHealthy() ? true : null)
                .with("unwell", memory.unwell() ? true : null);
    }

    static Operations.History history(PromotionWait wait) {
        return new Operations.History(
                wait.ticket().startedAt(),
                wait.is("syncAsked"),
                Optional.ofNullable(wait.request().terminateStuck()),
                wait.instant("terminated"));
    }

    static Relative relative(PromotionWait wait, String name) {
        return Relative.of(map(wait, "relatives").get(name));
    }

    /** Whether it is as asked, or at least Healthy with that. */
    static boolean isSettled(PromotionWait wait, String name) {
        return map(wait, "relatives").get(name) instanceof Map<?, ?> saved && Relative.isSettled(saved);
    }

    static PromotionWait relative(PromotionWait wait, String name, Relative relative) {
        Map<String, Object> relatives = new LinkedHashMap<>(map(wait, "relatives"));
        relatives.put(name, relative.toMap());
        return wait.with("relatives", relatives);
    }

    static PromotionWait withoutRelatives(PromotionWait wait, List<String> names) {
        Map<String, Object> relatives = new LinkedHashMap<>(map(wait, "relatives"));
        return relatives.keySet().removeAll(names) ? wait.with("relatives", relatives) : wait;
    }

    static Offspring offspring(PromotionWait wait, String name) {
        return Offspring.of(map(wait, "offspring").get(name));
    }

    static PromotionWait offspring(PromotionWait wait, String name, Offspring offspring) {
        boolean news = !offspring.equals(offspring(wait, name));
        if (!news) {
            return wait;
        }
        Map<String, Object> all = new LinkedHashMap<>(map(wait, "offspring"));
        all.put(name, offspring.toMap());
        return wait.with("offspring", all);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(PromotionWait wait, String key) {
        return wait.ticket().state().get(key) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static String text(Optional<Instant> instant) {
        return instant.map(Instant::toString).orElse(null);
    }

    /** Argo CD or Git did not answer. @param why in its words */
    static PromotionWait away(PromotionWait wait, String why, Instant now) {
        PromotionWait since = wait.instant(AWAY_SINCE).isPresent() ? wait : wait.with(AWAY_SINCE, now.toString());
        return since.with(AWAY_WHY, why);
    }

    /** It answers again. */
    static PromotionWait back(PromotionWait wait) {
        return wait.with(AWAY_SINCE, null).with(AWAY_WHY, null);
    }

    /** For people: since when nothing was heard, and why; empty while there is news. */
    static Optional<String> noNews(PromotionWait wait, Instant now) {
        return wait.instant(AWAY_SINCE)
                .map(since -> "no news for " + Durations.text(Duration.between(since, now)) + " ("
                        + Optional.ofNullable(wait.ticket().text(AWAY_WHY)).orElse("no answer") + ")");
    }
}
