package io.jenkins.plugins.delivery.engine.gate;

/** Texts of reports and answers, made fit for being kept and shown. */
public final class ReportText {

    private ReportText() {}

    /**
     * On one line, without characters that are not seen or change how others are shown (control characters, marks of direction), and
     * cut after so many characters.
     */
    public static String line(String text, int longest) {
        String line = text.replaceAll("[\\s\\p{Cc}\\p{Cf}]+", " ").strip();
        if (line.length() <= longest) {
            return line;
        }
        boolean half = Character.isHighSurrogate(line.charAt(longest - 1));
        return line.substring(0, half ? longest - 1 : longest) + "…";
    }
}
