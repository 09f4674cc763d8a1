package io.jenkins.plugins.delivery.engine.layout;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image as manifests write it, {@code registry:5000/shop/api:1.4.0@sha256:…}.
 *
 * @param name with registry and folders
 * @param tag null when there is none
 * @param digest null when there is none
 */
record ImageText(String name, String tag, String digest) {

    /** Grammar of references in the distribution project; the tag's colon comes after the last slash. */
    private static final Pattern REFERENCE =
            Pattern.compile("([^@\\s]+?)(?::([A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?");

    static ImageText of(String text) {
        Matcher reference = REFERENCE.matcher(text);
        if (!reference.matches() || reference.group(2) != null && reference.end(1) < text.lastIndexOf('/')) {
            return new ImageText(text, null, null);
        }
        return new ImageText(reference.group(1), reference.group(2), reference.group(3));
    }

    /** Whether it says which image of that name. */
    boolean pinned() {
        return tag != null || digest != null;
    }

    /**
     * The same image at the wanted version, pinned in the same way.
     *
     * @param where for messages
     * @throws TerminalException when it is pinned by digest, and none is known
     */
    String at(Wanted wanted, String where) {
        String written = digest == null || tag != null ? name + ":" + wanted.tag() : name;
        return digest == null ? written : written + "@" + digest(wanted, where);
    }

    /** A digest wins over a tag wherever both are read, so one that stays would keep the old image running. */
    static String digest(Wanted wanted, String where) {
        if (wanted.digest() == null) {
            throw new TerminalException(
                    where + " pins the image by digest, which wins over a tag, and this promotion knows no digest.",
                    "Pass digest, the result of imagePush, or remove the digest there.");
        }
        return wanted.digest();
    }
}
