package io.jenkins.plugins.delivery.engine.yaml;

import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;

/**
 * How a new value is written in the place of an old one: in the same style, and so that it has the same type. A plain text that
 * YAML 1.2 <em>or</em> 1.1 readers (Helm reads 1.1) would take for a number, date, boolean or null is quoted: image tags such as
 * {@code 1.10}, {@code 12e4567} and {@code on} stay texts.
 */
final class ScalarText {

    /** The tag of texts. */
    static final String TEXT = Tag.STR.getValue();

    private static final CoreScalarResolver RESOLVER = new CoreScalarResolver(false);

    private static final Pattern NOT_TEXT = Pattern.compile("(?i)~|null|y|yes|n|no|on|off|true|false|=|<<"
            + "|[-+]?0[xob][0-9a-f_]+"
            + "|[-+]?(?=[0-9.]*[0-9])[0-9_,]*\\.?[0-9_]*(e[-+]?[0-9]+)?"
            + "|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?"
            + "|[-+]?\\.(inf|nan)"
            + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*");

    /** Texts that need no quotes in block and flow context: a subset that is easy to trust. */
    private static final Pattern PLAIN = Pattern.compile(
            "[\\p{L}\\p{Nd}/_.](?:[\\p{L}\\p{Nd}/_.@+~=-]|:(?=[\\p{L}\\p{Nd}/_.])| (?=[\\p{L}\\p{Nd}/_.]))*");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,17}");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,14})(\\.[0-9]{0,14}[1-9])?");

    private ScalarText() {}

    /** The YAML type a scalar has for a reader of YAML 1.2: the tag that it says or that its text implies. */
    static String type(YamlNode.Scalar scalar) {
        if (scalar.tag() != null) {
            return scalar.tag();
        }
        return scalar.style() == ScalarStyle.PLAIN
                ? RESOLVER.resolve(scalar.value(), true).getValue()
                : TEXT;
    }

    /** @param jsonLike whether the document is written as JSON, where a bare text would be an error */
    static String write(YamlNode.Scalar old, String value, boolean jsonLike) {
        String type = type(old);
        return switch (old.style()) {
            case SINGLE_QUOTED ->
                value.chars().allMatch(c -> c >= ' ' && c < 0x7f || c >= 0xa0 && c < 0x2000)
                        ? "'" + value.replace("'", "''") + "'"
                        : doubleQuoted(value);
            case DOUBLE_QUOTED -> doubleQuoted(value);
            default -> {
                boolean text = PLAIN.matcher(value).matches()
                        && !NOT_TEXT.matcher(value).matches();
                boolean bare = text ? !jsonLike : sameType(type, value);
                yield bare ? value : doubleQuoted(value);
            }
        };
    }

    /** Whether a plain value of this type may be replaced by this one without change of type or of a digit when read and printed. */
    private static boolean sameType(String type, String value) {
        if (type.equals(Tag.INT.getValue())) {
            return WHOLE_NUMBER.matcher(value).matches();
        }
        if (type.equals(Tag.FLOAT.getValue())) {
            return DECIMAL.matcher(value).matches();
        }
        return type.equals(Tag.BOOL.getValue()) && (value.equals("true") || value.equals("false"));
    }

    /** Double quotes with the escapes that YAML and JSON share. */
    static String doubleQuoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    boolean printable = c >= ' ' && c < 0x7f
                            || c >= 0xa0 && c < 0xd800 && c != 0x2028 && c != 0x2029
                            || c >= 0xe000 && c < 0xfffe && c != 0xfeff
                            || c > 0xffff;
                    quoted.append(printable ? Character.toString(c) : String.format("\\u%04x", c));
                }
            }
        });
        return quoted.append('"').toString();
    }
}
