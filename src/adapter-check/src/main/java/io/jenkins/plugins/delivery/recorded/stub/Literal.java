package io.jenkins.plugins.delivery.recorded.stub;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of constant fields as {@link javax.lang.model.util.Elements#getConstantExpression} writes them. */
final class Literal {

    private static final Pattern UNICODE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
    private static final Pattern CAST = Pattern.compile("^\\(\\w+\\)");

    private Literal() {}

    /**
     * The constant as class files hold it; null for what is no literal, such as NaN, which a compiler cannot tell from another value anyway.
     *
     * @param descriptor of the field
     */
    static Object value(String descriptor, String text) {
        String number = CAST.matcher(text).replaceFirst("");
        return switch (descriptor) {
            case "Z" -> text.equals("true") ? 1 : 0;
            case "C" -> (int) unquote(text).charAt(0);
            case "B" -> (int) Integer.decode(number).byteValue();
            case "S", "I" -> Integer.decode(number);
            case "J" -> Long.decode(number.replaceFirst("L$", ""));
            case "F" -> number.contains("/") ? null : Float.valueOf(number);
            case "D" -> number.contains("/") ? null : Double.valueOf(number);
            default -> unquote(text);
        };
    }

    private static String unquote(String text) {
        String inside = text.substring(1, text.length() - 1);
        return UNICODE.matcher(inside)
                .replaceAll(
                        code -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code.group(1), 16))))
                .translateEscapes();
    }
}
