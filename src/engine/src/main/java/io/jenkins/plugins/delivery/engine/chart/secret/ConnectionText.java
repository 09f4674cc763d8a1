package io.jenkins.plugins.delivery.engine.chart.secret;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Passwords in URLs and in connection strings of databases, brokers and stores. */
final class ConnectionText {

    private static final Pattern URL = Pattern.compile("\\b[a-z][a-z0-9+.-]*://[^\\s/:@\"']*:([^\\s/@\"']+)@");

    /** {@code Server=db;User Id=app;Password=…}, {@code host=db password=…}, {@code jdbc:…?user=app&password=…}. */
    private static final Pattern PAIR =
            Pattern.compile("(?i)[=:?][^\\n]*?[;?&\\s](?:password|passwd|pwd)\\s*=\\s*[\"']?([^;&\\s\"']+)");

    private ConnectionText() {}

    /** The first password that is written out. */
    static Optional<String> password(String text) {
        Matcher url = URL.matcher(text);
        while (url.find()) {
            if (!SecretText.harmless(url.group(1))) {
                return Optional.of(url.group(1));
            }
        }
        Matcher pair = PAIR.matcher(text);
        return pair.find() && !SecretText.harmless(pair.group(1)) ? Optional.of(pair.group(1)) : Optional.empty();
    }
}
