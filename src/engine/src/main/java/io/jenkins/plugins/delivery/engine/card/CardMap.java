package io.jenkins.plugins.delivery.engine.card;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A card as plain values. */
final class CardMap {

    private CardMap() {}

    static Map<String, Object> of(FailureCard card) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("service", card.subject().service());
        map.put("env", card.subject().env());
        map.put("version", card.subject().version());
        map.put("what", card.what());
        card.diagnosis().culprit().ifPresent(culprit -> {
            map.put("reason", culprit.trouble().text());
            map.put("kind", culprit.kind());
            map.put("name", culprit.name());
            map.put("container", culprit.container());
            map.put("message", culprit.message());
            map.put("advice", culprit.trouble().advice());
        });
        map.put(
                "events",
                card.diagnosis().events().stream().map(CardText::event).toList());
        map.put("log", card.diagnosis().log().map(Diagnosis.LogTail::lines).orElse(List.of()));
        if (card.suspects().since() != null) {
            map.put("since", card.suspects().since());
        }
        map.put(
                "suspects",
                card.suspects().commits().stream()
                        .map(commit ->
                                Map.of("commit", commit.id(), "author", commit.author(), "subject", commit.subject()))
                        .toList());
        map.put("gaps", card.diagnosis().gaps());
        map.put("links", new LinkedHashMap<>(card.links()));
        return map;
    }
}
