package io.jenkins.plugins.delivery.runner.report;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Slack's mrkdwn as HTML (Slack, "Formatting text for app surfaces"). Everything is escaped before it is given a form, and links lead
 * to the web only, so the HTML contains no element and no attribute that the text could have chosen.
 */
final class Mrkdwn {

    private static final Pattern PIECE = Pattern.compile("```(?s:(.*?))```|`([^`\\n]+)`|<([^<>|\\n][^<>\\n]*)>");
    private static final Map<String, Pattern> STYLES = Map.of(
            "strong", style('*'),
            "em", style('_'),
            "s", style('~'));
    private static final Pattern EMOJI = Pattern.compile(":([a-z0-9_+-]+):");
    private static final Pattern QUOTE = Pattern.compile("(?m)^&gt; ?(.*)$\\n?");

    /** Where finished HTML is kept while the rest is styled: ASCII, moved up by this much. No text from outside may hold these. */
    private static final int HELD_FROM = 0xE000;

    private static final int HELD = 0x80;
    private static final Pattern RESERVED = Pattern.compile("[\\uE000-\\uE07F]");

    /** The short names that messages of a pipeline use; others stay as they are written. */
    private static final Map<String, String> EMOJIS = Map.ofEntries(
            Map.entry("white_check_mark", "✅"),
            Map.entry("heavy_check_mark", "✔️"),
            Map.entry("x", "❌"),
            Map.entry("warning", "⚠️"),
            Map.entry("rocket", "🚀"),
            Map.entry("tada", "🎉"),
            Map.entry("hourglass_flowing_sand", "⏳"),
            Map.entry("arrows_counterclockwise", "🔄"),
            Map.entry("rewind", "⏪"),
            Map.entry("package", "📦"),
            Map.entry("raised_hand", "✋"),
            Map.entry("hammer", "🔨"),
            Map.entry("mag", "🔍"),
            Map.entry("rotating_light", "🚨"),
            Map.entry("+1", "👍"),
            Map.entry("eyes", "👀"));

    private Mrkdwn() {}

    /** Renders a text; the result is HTML. */
    static String html(String source) {
        String text = RESERVED.matcher(source).replaceAll("\uFFFD");
        StringBuilder html = new StringBuilder();
        StringBuilder plain = new StringBuilder();
        Matcher piece = PIECE.matcher(text);
        int from = 0;
        while (piece.find()) {
            plain.append(escape(text.substring(from, piece.start())));
            if (piece.group(1) != null) {
                flush(plain, html);
                html.append("<pre>").append(escape(piece.group(1).strip())).append("</pre>");
            } else if (piece.group(2) != null) {
                // Held back until the styles are done, so that a star in code stays a star.
                plain.append(hold("<code>" + escape(piece.group(2)) + "</code>"));
            } else {
                plain.append(hold(reference(piece.group(3))));
            }
            from = piece.end();
        }
        plain.append(escape(text.substring(from)));
        flush(plain, html);
        return html.toString();
    }

    /** Plain text with emoji, as in headers and buttons; the result is HTML. */
    static String plain(String text) {
        return emoji(escape(text));
    }

    private static void flush(StringBuilder plain, StringBuilder html) {
        String styled = emoji(plain.toString());
        for (Map.Entry<String, Pattern> style : STYLES.entrySet()) {
            String element = style.getKey();
            styled = style.getValue().matcher(styled).replaceAll("<" + element + ">$1</" + element + ">");
        }
        styled = QUOTE.matcher(styled).replaceAll("<blockquote>$1</blockquote>");
        html.append(release(styled).replace("\n", "<br>"));
        plain.setLength(0);
    }

    /** A link, a person, a channel or everybody; each written in angle brackets. */
    private static String reference(String inside) {
        int bar = inside.indexOf('|');
        String target = bar < 0 ? inside : inside.substring(0, bar);
        String label = bar < 0 ? "" : inside.substring(bar + 1);
        String kind = target.substring(0, 1);
        if (kind.equals("@") || kind.equals("#") || kind.equals("!")) {
            String name = label.isEmpty() ? target.substring(1) : label;
            String sign = kind.equals("!") ? "@" : kind;
            return "<span class=\"mention\">" + sign + escape(name) + "</span>";
        }
        String link = WebLink.of(unescape(target));
        String shown = escape(label.isEmpty() ? target : label);
        return link.isEmpty()
                ? shown
                : "<a href=\"" + escapeAll(link) + "\" rel=\"noopener noreferrer\">" + shown + "</a>";
    }

    private static String emoji(String escaped) {
        return EMOJI.matcher(escaped)
                .replaceAll(found -> Matcher.quoteReplacement(EMOJIS.getOrDefault(found.group(1), found.group())));
    }

    /** Slack has escaped three characters already; whatever else a caller left in is escaped here, once. */
    private static String escape(String text) {
        return escapeAll(unescape(text));
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    private static String escapeAll(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Finished HTML, moved to where no style finds it. */
    private static String hold(String html) {
        StringBuilder held = new StringBuilder();
        html.chars().forEach(c -> held.append(c < HELD ? (char) (HELD_FROM + c) : (char) c));
        return held.toString();
    }

    private static String release(String html) {
        StringBuilder released = new StringBuilder();
        html.chars()
                .forEach(c ->
                        released.append(c >= HELD_FROM && c < HELD_FROM + HELD ? (char) (c - HELD_FROM) : (char) c));
        return released.toString();
    }

    /** Text between two signs that stand at the edges of words. */
    private static Pattern style(char sign) {
        String quoted = Pattern.quote(String.valueOf(sign));
        return Pattern.compile(
                "(?<![\\w" + quoted + "])" + quoted + "(?=\\S)([^\\n]*?\\S)" + quoted + "(?![\\w" + quoted + "])");
    }
}
