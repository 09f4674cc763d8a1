package io.jenkins.plugins.delivery.engine.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The text under which a person decides. Plain text of bounded length: no markup is added, and control and direction characters that
 * could disguise something are taken out of what came from outside. Pages that show it must escape it like any text.
 */
final class ApprovalText {

    /** Dialogs and Slack fields show about this much. */
    static final int LONGEST = 1500;

    private static final int LONGEST_PART = 240;
    /** Names the files that were not tested, so it may be longer. */
    private static final int LONGEST_CANDIDATE = 500;

    private static final int LONGEST_EVIDENCE = 800;

    private static final int CHANGES = 5;
    private static final int DIGEST = "sha256:".length() + 12;

    private final ApprovalEvidenceRequest request;
    private final ApprovalEvidenceResult.State state;

    ApprovalText(ApprovalEvidenceRequest request, ApprovalEvidenceResult.State state) {
        this.request = request;
        this.state = state;
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(question());
        lines.add(request.env() + ": " + (state.from() == null ? "unknown" : clean(state.from())) + " → "
                + clean(request.version()) + ".");
        if (state.earlier() != null) {
            lines.add(request.after() + " has " + clean(state.earlier()) + ".");
        }
        if (request.candidate() != null) {
            lines.add(clean(request.candidate(), LONGEST_CANDIDATE));
        }
        changes(lines);
        request.gates().forEach((name, said) -> lines.add(clean(name) + ": " + sentence(said(said))));
        evidence(lines);
        if (request.digest() != null) {
            lines.add(sentence("Image " + shortened(request.digest(), DIGEST)));
        }
        if (request.commit() != null) {
            String author = request.author() == null ? "" : " by " + clean(request.author());
            lines.add("Commit " + Commits.abbreviate(request.commit()) + author + ".");
        }
        add(lines, "Why this version", request.reason());
        if (state.problem() != null) {
            lines.add(sentence(clean(state.problem())));
        }
        if (request.run() != null) {
            lines.add("Run: " + clean(request.run()));
        }
        return shortened(String.join("\n", lines), LONGEST);
    }

    private String question() {
        return request.question() == null
                ? "Deploy " + request.service() + " " + clean(request.version()) + " to " + request.env() + "?"
                : clean(request.question());
    }

    /** The subjects of the newest changes: the list items of the Markdown, without its escapes. */
    private void changes(List<String> lines) {
        if (request.changelog() == null) {
            return;
        }
        List<String> items = request.changelog()
                .lines()
                .filter(line -> line.startsWith("- "))
                .map(line -> line.substring(2)
                        .replace("**", "")
                        .replaceAll("\\\\(\\p{Punct})", "$1")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&"))
                .toList();
        if (items.isEmpty()) {
            return;
        }
        String shown = items.stream().limit(CHANGES).map(ApprovalText::clean).collect(Collectors.joining("; "));
        String more = items.size() > CHANGES ? "; and " + (items.size() - CHANGES) + " more" : "";
        lines.add("Changes: " + shown + more + ".");
    }

    /** As many whole lines of the proof as leave room for the rest. */
    private void evidence(List<String> lines) {
        int room = LONGEST_EVIDENCE;
        int shown = 0;
        for (String line : request.evidence()) {
            String said = sentence(clean(line));
            if (said.length() > room) {
                break;
            }
            lines.add(said);
            room -= said.length();
            shown++;
        }
        if (shown < request.evidence().size()) {
            lines.add("The evidence says " + (request.evidence().size() - shown) + " more.");
        }
    }

    private static void add(List<String> lines, String name, String value) {
        if (value != null && !value.isBlank()) {
            lines.add(name + ": " + sentence(clean(value)));
        }
    }

    /** Counts become "2 high, 1 low"; a severity without findings is not worth a word. */
    private static String said(Object value) {
        if (!(value instanceof Map<?, ?> counts)) {
            return clean(String.valueOf(value));
        }
        String found = counts.entrySet().stream()
                .filter(count -> count.getValue() instanceof Number number && number.longValue() > 0)
                .map(count -> count.getValue() + " " + clean(String.valueOf(count.getKey())))
                .collect(Collectors.joining(", "));
        return found.isEmpty() ? "none" : found;
    }

    private static String sentence(String text) {
        return text.matches(".*[.!?…]") ? text : text + ".";
    }

    private static String clean(String text) {
        return clean(text, LONGEST_PART);
    }

    private static String clean(String text, int longest) {
        return shortened(text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip(), longest);
    }

    /** Never ends in half a character. */
    private static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }
}
