package io.jenkins.plugins.delivery.engine.gitflow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a remote refused a push, in words for people. Servers tell it in text only; the texts here are those of GitHub ({@code GH006}
 * branch protection, {@code GH013} rulesets), GitLab's {@code UserAccess}/{@code PushCheck}, Bitbucket Cloud and Data Center, Azure
 * DevOps ({@code TF402455}) and Gerrit.
 */
final class PushRejection {

    private static final Map<String, Pattern> PROTECTION = protections();

    /** What servers say of a ref that they would have taken, had the others been fine. */
    private static final Pattern COLLATERAL = Pattern.compile(
            "(?i)atomic (?:push|transaction)|transaction aborted|(?:an)?other (?:ref|command)s? (?:was|were|failed)");

    private static final Pattern NAMED = Pattern.compile("refs/heads/([^\\s'\"`]+)");
    private static final int LONGEST_WORDS = 400;

    private final PushReport report;

    PushRejection(PushReport report) {
        this.report = report;
    }

    private static Map<String, Pattern> protections() {
        Map<String, Pattern> texts = new LinkedHashMap<>();
        texts.put("GitHub's branch protection", Pattern.compile("GH006|protected branch hook declined"));
        texts.put("GitHub's repository rules", Pattern.compile("GH013|repository rule violations"));
        texts.put(
                "GitLab's branch protection",
                Pattern.compile(
                        "(?i)not allowed to (?:force )?push (?:code )?(?:to|into) (?:a |this )?protected branch"));
        texts.put(
                "Bitbucket's branch permissions",
                Pattern.compile("(?i)can only be modified through pull requests|permission denied to update branch"
                        + "|branch permissions"));
        texts.put("Azure DevOps' branch policy", Pattern.compile("TF402455|TF402456"));
        texts.put("Gerrit's access rules", Pattern.compile("(?i)prohibited by gerrit"));
        texts.put("branch protection", Pattern.compile("(?i)protected branch"));
        return texts;
    }

    /** The refs that were refused for themselves, as far as the server tells; all of them when it does not. */
    Set<String> culprits() {
        Set<String> own = new TreeSet<>();
        Set<String> named = new TreeSet<>();
        Matcher mentioned = NAMED.matcher(report.messages());
        while (mentioned.find()) {
            report.rejected().keySet().stream()
                    .filter(ref ->
                            mentioned.group().replaceFirst("[.:,;!)]+$", "").equals(ref))
                    .forEach(named::add);
        }
        report.rejected().forEach((ref, words) -> {
            if (!COLLATERAL.matcher(words).find()) {
                own.add(ref);
            }
        });
        if (!named.isEmpty() && own.containsAll(named)) {
            return named;
        }
        return own.isEmpty() ? new TreeSet<>(report.rejected().keySet()) : own;
    }

    /** The rule of the server that refused, when its words are known; in the form "GitHub's branch protection". */
    Optional<String> protection() {
        String words = words();
        return PROTECTION.entrySet().stream()
                .filter(rule -> rule.getValue().matcher(words).find())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** A clause: who refused and what was said. */
    String described() {
        String words = words();
        String shown = words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS - 1) + "…";
        return protection().orElse("the remote") + " refused the push"
                + (shown.isEmpty() ? "" : ", saying \"" + shown + "\"");
    }

    private String words() {
        StringBuilder text = new StringBuilder(report.messages().strip());
        report.rejected().values().stream()
                .filter(words -> !COLLATERAL.matcher(words).find())
                .distinct()
                .sorted()
                .forEach(words -> text.append(text.isEmpty() ? "" : " ")
                        .append("(")
                        .append(words)
                        .append(")"));
        return text.toString()
                .replaceAll("\\p{Cntrl}+", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
