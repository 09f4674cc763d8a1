package io.jenkins.plugins.delivery.engine.gate.secret;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A secret that was found, without the secret.
 *
 * @param rule id of the rule that found it
 * @param description of the rule
 * @param place where it stands
 * @param shape what tells it from another secret of the same rule and file, and does not give it away
 * @param inTree whether it stands in the files of the commit, and not only in an earlier commit of the change
 */
public record SecretFinding(String rule, String description, Place place, Shape shape, boolean inTree) {

    /**
     * Where a secret stands.
     *
     * @param file path in the repository
     * @param line from 1 on, in the file as the commit has it
     * @param commit that brought it in; empty when that is not known
     */
    public record Place(String file, int line, String commit) {

        private static final int SHORT_ID = 8;

        /** For people. */
        String text() {
            return file + " line " + line
                    + (commit.isEmpty()
                            ? ""
                            : " (commit " + commit.substring(0, Math.min(SHORT_ID, commit.length())) + ")");
        }
    }

    /**
     * What can be told of a secret without giving it away.
     *
     * @param width in columns
     * @param entropy in bits for each character, to four decimals
     * @param mark 16 bits of a digest in hexadecimal: far too few to find a secret by; empty in what gitleaks itself has written
     */
    record Shape(int width, double entropy, String mark) {

        /** Whether both may be of one secret; only a mark tells two of the same length and mixture apart. */
        boolean fits(Shape other) {
            return width == other.width
                    && entropy == other.entropy
                    && (mark.isEmpty() || other.mark.isEmpty() || mark.equals(other.mark));
        }
    }

    SecretFinding in(Place other) {
        return new SecretFinding(rule, description, other, shape, inTree);
    }

    /** For example {@code aws-access-token in src/app.yaml line 3 (commit 1a2b3c4d)}. */
    String sentence() {
        return rule + " in " + place.text() + (inTree ? "" : ", which a later commit took out of the file");
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("rule", rule);
        map.put("file", place.file());
        map.put("line", place.line());
        if (!place.commit().isEmpty()) {
            map.put("commit", place.commit());
        }
        map.put("inTree", inTree);
        return map;
    }
}
