package io.jenkins.plugins.delivery.engine.gate.terraform;

import java.util.regex.Pattern;

/** A pattern of addresses or paths: {@code *} stands for anything, {@code ?} for one character; all else is meant literally. */
final class AddressPattern {

    private AddressPattern() {}

    static boolean matches(String pattern, String text) {
        StringBuilder regex = new StringBuilder();
        pattern.codePoints().forEach(character -> {
            if (character == '*') {
                if (!regex.toString().endsWith(".*")) {
                    regex.append(".*");
                }
            } else if (character == '?') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(Character.toString(character)));
            }
        });
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }
}
