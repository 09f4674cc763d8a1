package io.jenkins.plugins.delivery.engine.forge;

import io.jenkins.plugins.delivery.engine.card.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What a comment says, in Markdown; its first line is a mark that people do not see, by which it is found again. */
final class CommentText {

    /** Sites take 65,536 characters (GitHub) or more; nobody reads a tenth of it. */
    private static final int LONGEST_TEXT = 6000;

    private CommentText() {}

    /** The same for every run of a service, environment and topic. */
    static String marker(PullRequestCommentRequest request) {
        return "<!-- delivery:" + request.service() + (request.env() == null ? "" : "/" + request.env())
                + (request.topic() == null ? "" : "#" + request.topic()) + " -->";
    }

    /** @param redactor asked before a text is cut, which could leave the half of a secret that nothing knows any more */
    static String of(PullRequestCommentRequest request, UnaryOperator<String> redactor) {
        List<String> parts = new ArrayList<>();
        parts.add(marker(request) + "\n" + headline(request));
        if (!request.gates().isEmpty()) {
            parts.add(GateTable.of(request.gates(), redactor));
        }
        if (request.text() != null) {
            parts.add(Plain.code(Plain.lines(redactor.apply(request.text()), LONGEST_TEXT)));
        }
        if (request.error() != null) {
            parts.add(Plain.code(Plain.lines(redactor.apply(request.error()), LONGEST_TEXT)));
        }
        List<String> rows = new ArrayList<>();
        for (Map.Entry<String, Object> field : request.fields().entrySet()) {
            rows.add("- " + Plain.code(Plain.line(field.getKey(), 100)) + ": "
                    + Plain.code(Plain.line(redactor.apply(String.valueOf(field.getValue())), 300)));
        }
        if (!rows.isEmpty()) {
            parts.add(String.join("\n", rows));
        }
        if (request.url() != null) {
            parts.add("[The run](<" + request.url() + ">)");
        }
        return String.join("\n\n", parts) + "\n";
    }

    private static String headline(PullRequestCommentRequest request) {
        String what = Plain.code(request.service() + (request.version() == null ? "" : " " + request.version()));
        String where = request.env() == null ? "" : " in " + Plain.code(request.env());
        return switch (request.event()) {
            case PASSED -> "✅ " + what + " is" + (where.isEmpty() ? " delivered" : where);
            case FAILED -> "❌ " + what + " failed" + where;
            case CHECKED ->
                (request.error() == null ? GateTable.headline(request.gates()) : "❌") + " " + what + about(request);
            case RESTORED -> "↩️ " + what + " was put back" + where;
        };
    }

    /** A gate that ended the build has no result; the error tells of it. */
    private static String about(PullRequestCommentRequest request) {
        String topic = request.topic() == null ? "" : " (" + Plain.code(request.topic()) + ")";
        List<Map<String, Object>> gates = request.gates();
        long good = gates.stream().filter(GateTable::passed).count();
        if (request.error() != null) {
            String before = good == 0 ? "" : " after " + good + (good == 1 ? " gate" : " gates") + " had passed";
            return topic + " failed" + before;
        }
        return topic + (gates.isEmpty() ? "" : ": " + good + " of " + gates.size() + " gates passed");
    }

    /** Sites change line ends and cut blanks. */
    static boolean same(String theirs, String ours) {
        return theirs.replace("\r\n", "\n").strip().equals(ours.strip());
    }
}
