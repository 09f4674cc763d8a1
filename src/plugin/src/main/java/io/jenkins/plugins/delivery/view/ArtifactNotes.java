package io.jenkins.plugins.delivery.view;

import io.jenkins.plugins.delivery.view.Note.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run made: image, chart, and the evidence that holds them together; pure. */
final class ArtifactNotes {

    private ArtifactNotes() {}

    /** @return empty for a step that makes nothing, and for a lookup that found nothing */
    static List<Note> of(String step, Map<String, Object> arguments, Map<String, Object> result, long now) {
        return switch (step) {
            case "imagePush" -> Boolean.TRUE.equals(result.get("found")) ? List.of(image(result, now)) : List.of();
            case "helmPackage" -> List.of(chart(result, now));
            case "evidenceRecord" -> evidence(arguments, result, now);
            default -> List.of();
        };
    }

    private static Note image(Map<String, Object> result, long now) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("what", "Image");
        String digest = Texts.of(result, "digest");
        values.put("name", Texts.of(result, "image").replace("@" + digest, ""));
        values.put("digest", digest);
        values.put("version", tags(result.get("tags")));
        values.put("size", Texts.size(result.get("size")));
        values.put("state", Boolean.TRUE.equals(result.get("reused")) ? "that of an equal tree" : "pushed");
        return new Note(Kind.ARTIFACT, now, values);
    }

    private static Note chart(Map<String, Object> result, long now) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("what", "Chart");
        values.put("name", Texts.of(result, "name"));
        values.put("version", Texts.of(result, "version"));
        values.put("digest", Texts.of(result, "digest"));
        values.put("state", state(result));
        return new Note(Kind.ARTIFACT, now, values);
    }

    private static String state(Map<String, Object> chart) {
        if (Boolean.TRUE.equals(chart.get("held"))) {
            return "held until its evidence is complete";
        }
        if (!chart.containsKey("digest")) {
            return "packaged, in no registry";
        }
        return Boolean.FALSE.equals(chart.get("pushed")) ? "published before, equal" : "published";
    }

    private static List<Note> evidence(Map<String, Object> arguments, Map<String, Object> result, long now) {
        List<Note> notes = new ArrayList<>();
        if (!Texts.of(result, "digest").isEmpty()) {
            Map<String, String> values = new LinkedHashMap<>();
            values.put("what", "Evidence");
            values.put("name", Texts.of(arguments, "service"));
            values.put("version", Texts.of(arguments, "version"));
            values.put("digest", Texts.of(result, "digest"));
            values.put("state", Texts.of(result, "summary"));
            values.put("file", Texts.of(result, "attachment"));
            notes.add(new Note(Kind.ARTIFACT, now, values));
        }
        if (result.get("chart") instanceof Map<?, ?> chart && Boolean.TRUE.equals(chart.get("tagged"))) {
            Map<String, String> values = new LinkedHashMap<>();
            values.put("what", "Chart");
            values.put("digest", String.valueOf(chart.get("digest")));
            values.put("state", "published with its evidence");
            notes.add(new Note(Kind.ARTIFACT, now, values));
        }
        return notes;
    }

    private static String tags(Object tags) {
        return tags instanceof List<?> all
                ? String.join(", ", all.stream().map(String::valueOf).toList())
                : "";
    }

    /** One note of each artifact, where it was told first, with what was told of it last. */
    static List<Note> merged(List<Note> all) {
        Map<String, Note> merged = new LinkedHashMap<>();
        for (Note note : all) {
            String named =
                    note.get("digest").isEmpty() ? note.get("name") + ":" + note.get("version") : note.get("digest");
            String key = note.get("what").equals("Evidence") ? "Evidence" : note.get("what") + " " + named;
            merged.merge(key, note, (old, newer) -> old.with(newer.values()));
        }
        return List.copyOf(merged.values());
    }
}
