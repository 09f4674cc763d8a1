package io.jenkins.plugins.delivery.engine.chart.helm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One line between this process and its Helm process: a list of texts, each in Base64 after a mark. The mark tells a line of the
 * protocol from whatever native code prints to the same stream.
 */
final class HelmMessage {

    private static final String MARK = "\u0001helm:";

    private HelmMessage() {}

    static String encode(List<String> texts) {
        StringBuilder line = new StringBuilder(MARK);
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            line.append(Base64.getEncoder().encodeToString(bytes)).append(',');
        }
        return line.toString();
    }

    /** The texts of a line; null when it is no line of the protocol. */
    static List<String> decode(String line) {
        int start = line.indexOf(MARK);
        if (start < 0) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        String rest = line.substring(start + MARK.length());
        for (int comma = rest.indexOf(','); comma >= 0; comma = rest.indexOf(',')) {
            texts.add(new String(Base64.getDecoder().decode(rest.substring(0, comma)), StandardCharsets.UTF_8));
            rest = rest.substring(comma + 1);
        }
        return texts;
    }
}
