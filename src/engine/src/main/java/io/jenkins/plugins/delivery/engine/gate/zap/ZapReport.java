package io.jenkins.plugins.delivery.engine.gate.zap;

import java.util.List;
import java.util.Map;

/** The alerts of a scan as Markdown. What a site or ZAP says stands in code only, where nothing is a link, HTML or a mention. */
final class ZapReport {

    private ZapReport() {}

    static String of(ZapScanRequest request, ZapJudgement judgement, String message) {
        StringBuilder text = new StringBuilder("### ZAP scan of ")
                .append(code(request.where()))
                .append("\n\n");
        text.append(code(message)).append("\n\n");
        List<Map<String, Object>> rows = judgement.rows(ZapTally.MOST_KINDS);
        if (!rows.isEmpty()) {
            text.append("| fails | risk | confidence | alert | places | accepted | first place |\n")
                    .append("|---|---|---|---|---|---|---|\n");
            rows.forEach(row -> text.append("| ")
                    .append(Boolean.TRUE.equals(row.get("fails")) ? "yes" : "")
                    .append(" | ")
                    .append(row.get("risk"))
                    .append(" | ")
                    .append(row.get("confidence"))
                    .append(" | ")
                    .append(code(row.get("alert") + " (" + row.get("id") + ")"))
                    .append(" | ")
                    .append(row.get("count"))
                    .append(" | ")
                    .append(row.get("accepted"))
                    .append(" | ")
                    .append(code(String.valueOf(row.get("place"))))
                    .append(" |\n"));
        }
        judgement.notes().forEach(note -> text.append("\n- ").append(code(note)));
        return text.append('\n').toString();
    }

    private static String code(String text) {
        String line =
                text.replaceAll("[\\s\\p{Cntrl}]+", " ").replace('`', '\'').replace("|", "¦");
        return "`" + line + "`";
    }
}
