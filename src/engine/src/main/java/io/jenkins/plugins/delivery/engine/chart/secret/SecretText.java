package io.jenkins.plugins.delivery.engine.chart.secret;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the look of a text says: a reference that is filled in later, a placeholder, a name, a path, or something random. */
final class SecretText {

    /** What a template, a deployer or a secret manager fills in later, or what is encrypted. */
    private static final Pattern REFERENCE = Pattern.compile(
            "(?s).*(\\{\\{.*}}|\\$\\{[^}]+}|\\$\\([^)]+\\)|\\$__\\w+|%\\{[^}]+}|@@\\w+@@|"
                    + "__[A-Z][A-Z0-9_]+__|#\\{[^}]+}#).*"
                    + "|\\s*(<[^>]*>|\\[[^\\]]*]|%[A-Za-z_]+%|\\$[A-Za-z_]\\w*"
                    + "|(vault|ref\\+\\w+|awssm|awsps|gcpsm|azurekeyvault|akeyless|sops|secretref|secret|env|file|op|doppler|bws|kms|ssm)://?.+"
                    + "|(vault|ref\\+\\w+|awssm|gcpsm|sops|secretref|env):.+|arn:aws[\\w-]*:.+|projects/[^/]+/secrets/.+|ENC\\[.*])\\s*");

    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?i)(change|replace|fill|insert|add|enter|set|put|use)[-_. ]?(it|me|this|here|in|your|my)\\b.*"
                    + "|.*\\b(change|replace)[-_ ]?(me|this|it)\\b.*|(your|my|some|the|an?)[-_. ][a-z._ -]*(pass|pwd|token|key|secret|value|credential|here)[a-z._ -]*|.*[-_ ](here|goes|placeholder)"
                    + "|x{3,}|\\*+|\\.{3,}|-+|_+|\\?+|0+|(dummy|placeholder|example|sample|redacted|todo|tbd|fixme|replace|changeit|override)([-_ .].*)?"
                    + "|none|null|nil|undefined|unset|default|auto|automatic|random|generated?|disabled?|enabled?|true|false|yes|no|on|off|n/a|empty|~|\\{}|\\[]|(?-i:[Yy]our[A-Z]\\w*)");

    /** Kubernetes: names of objects are DNS labels (RFC 1123) of lower case. */
    private static final Pattern OBJECT_NAME = Pattern.compile("[a-z][a-z0-9]*([-.][a-z0-9]+)+");

    private static final Pattern PATH =
            Pattern.compile("(~|\\.{1,2}|[A-Za-z]:)?([/\\\\][A-Za-z0-9._ -]{1,60}){1,20}[/\\\\]?");
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)+");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");
    private static final Pattern ONE_WORD = Pattern.compile("[A-Za-z0-9+/=_.~-]+");

    /** Names of digests say what they are and keep nothing secret. */
    private static final Set<String> DIGESTS = Set.of("sha1", "sha256", "sha384", "sha512", "md5");

    /** Of a Kubernetes object, which is a DNS subdomain. */
    private static final int LONGEST_NAME = 253;

    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final int RANDOM_LENGTH = 20;
    private static final double RANDOM_BITS = 3.7;
    private static final int RANDOM_HEX_LENGTH = 32;
    private static final double RANDOM_HEX_BITS = 3.0;

    private SecretText() {}

    /** Whether nobody learns anything from the text. */
    static boolean harmless(String text) {
        String bare = text.strip();
        return bare.isEmpty() || reference(bare) || PLACEHOLDER.matcher(bare).matches();
    }

    static boolean reference(String text) {
        return REFERENCE.matcher(text).matches();
    }

    /** Whether it reads as the name of something else: of a Kubernetes object, a variable, or a file. */
    static boolean namesFileOrVariable(String text) {
        return text.length() <= LONGEST_NAME && VARIABLE.matcher(text).matches()
                || PATH.matcher(text).matches() && !random(text);
    }

    static boolean objectName(String text) {
        return text.length() <= LONGEST_NAME && OBJECT_NAME.matcher(text).matches() && !random(text);
    }

    /** Whether it is one word of small letters. */
    static boolean word(String text) {
        return text.matches("[a-z]{2,16}");
    }

    /** Whether it is a certificate, which everybody may see, and no key. */
    static boolean certificate(String text) {
        return text.contains("-----BEGIN CERTIFICATE-----") && !text.contains("PRIVATE KEY");
    }

    /** Whether it is a sentence, as in a description. */
    static boolean sentence(String text) {
        return text.strip().split("\\s+").length > 5;
    }

    /** Whether it looks as if a machine had made it up: long, without spaces, and with as many bits a character as random text has. */
    static boolean random(String text) {
        String bare = text.strip();
        int colon = bare.indexOf(':');
        if (colon > 0 && DIGESTS.contains(bare.substring(0, colon).toLowerCase(Locale.ROOT))
                || !ONE_WORD.matcher(bare).matches()) {
            return false;
        }
        if (UUID.matcher(bare).matches()) {
            return true;
        }
        if (HEX.matcher(bare).matches()) {
            return bare.length() >= RANDOM_HEX_LENGTH && bitsPerCharacter(bare) >= RANDOM_HEX_BITS;
        }
        return bare.length() >= RANDOM_LENGTH
                && bitsPerCharacter(bare) >= RANDOM_BITS
                && bare.chars().anyMatch(Character::isDigit)
                && bare.chars().anyMatch(Character::isLetter)
                && !words(bare);
    }

    /** Whether it is made of words with separators, as names are, with at most a number here and there. */
    private static boolean words(String text) {
        return text.length() <= LONGEST_NAME
                && text.matches(
                        "([A-Za-z]{2,20}|[A-Za-z]?[0-9]{1,4})([-_./]([A-Za-z]{1,20}|[A-Za-z]?[0-9]{1,4}|[A-Za-z]{2,12}[0-9]{1,3}))*");
    }

    /** Shannon's entropy of the characters. */
    static double bitsPerCharacter(String text) {
        int[] counts = new int[128];
        text.chars().filter(c -> c < counts.length).forEach(c -> counts[c]++);
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / text.length();
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }
}
