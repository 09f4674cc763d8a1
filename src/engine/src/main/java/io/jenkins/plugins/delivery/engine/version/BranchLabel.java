package io.jenkins.plugins.delivery.engine.version;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * A branch name as one identifier of a pre-release, so also legal in an OCI tag and in a DNS label. A name that lost characters on
 * the way, or was too long, gets a few digits of its SHA-256, so that two such names stay apart.
 */
final class BranchLabel {

    /** Leaves room for the numbers and the commit's id in a Kubernetes label (63 characters). */
    static final int LONGEST = 36;

    private static final int HASH_DIGITS = 6;

    /** Labels that mean something else in a version: a feature branch {@code feature/rc} is no release candidate. */
    private static final Set<String> MEANINGFUL = Set.of("dev", "rc");

    private BranchLabel() {}

    /** The label of a branch, without the prefix of its kind. */
    static String of(String topic) {
        String lower = topic.toLowerCase(Locale.ROOT);
        String label = lower.replaceAll("[^0-9a-z]+", "-").replaceAll("^-|-$", "");
        boolean lossy = !lower.matches("[0-9a-z/._-]*") || label.isEmpty();
        if (label.isEmpty()) {
            label = "branch";
        }
        if (label.chars().allMatch(Character::isDigit) || MEANINGFUL.contains(label) || label.matches("pr-\\d+")) {
            label = "branch-" + label;
        }
        if (lossy || label.length() > LONGEST) {
            int room = LONGEST - HASH_DIGITS - 1;
            String head = label.length() > room ? label.substring(0, room).replaceAll("-$", "") : label;
            return head + "-" + hash(topic);
        }
        return label;
    }

    /** The label of a pull request. */
    static String ofChange(String changeId) {
        return changeId.matches("[0-9]{1,18}") ? "pr-" + changeId : "pr-" + of(changeId);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
