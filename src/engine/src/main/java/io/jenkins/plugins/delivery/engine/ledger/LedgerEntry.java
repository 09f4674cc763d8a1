package io.jenkins.plugins.delivery.engine.ledger;

import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that happened to a service in an environment, as a commit of the GitOps repository tells it with trailers. Immutable.
 *
 * <p>What a commit tells is found again by {@code git log --format='%H %cI %(trailers)'} alone.
 */
public final class LedgerEntry {

    /** What {@code git revert} writes; a person undoes a promotion with it. */
    private static final Pattern REVERT = Pattern.compile("This reverts commit ([0-9a-f]{40}|[0-9a-f]{64})");

    private final LedgerAction action;
    private final Trailers trailers;

    private LedgerEntry(LedgerAction action, Trailers trailers) {
        this.action = action;
        this.trailers = trailers;
    }

    /** A new entry; give it the other facts by {@link #with}. */
    public static LedgerEntry of(LedgerAction action, String service, String environment) {
        Trailers trailers = new Trailers()
                .add(Trailers.ACTION, action.text())
                .add(Trailers.SERVICE, Objects.requireNonNull(service))
                .add(Trailers.ENVIRONMENT, Objects.requireNonNull(environment));
        return new LedgerEntry(action, trailers);
    }

    /**
     * Every entry that a commit message tells, in order: usually one, several when a pull request was squashed, none for a commit that
     * a person made. Entries from before the trailer {@code Delivery-Action} are promotions, or rollbacks when they restore something.
     */
    public static List<LedgerEntry> in(String message) {
        return Trailers.blocks(message).stream()
                .filter(block -> block.get(Trailers.SERVICE) != null && block.get(Trailers.ENVIRONMENT) != null)
                .map(block -> new LedgerEntry(action(block), block))
                .toList();
    }

    /** The commit that a message says to revert, as {@code git revert} words it; null when it says none. */
    public static String reverted(String message) {
        Matcher matcher = REVERT.matcher(message);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static LedgerAction action(Trailers trailers) {
        String text = trailers.get(Trailers.ACTION);
        if (text != null) {
            return LedgerAction.of(text).orElse(LedgerAction.OTHER);
        }
        return trailers.get(Trailers.RESTORES) == null ? LedgerAction.PROMOTE : LedgerAction.ROLLBACK;
    }

    /**
     * The same with one more fact.
     *
     * @param trailer one of the names of {@link Trailers}
     * @param value what it says; null and blank say nothing, line breaks become spaces
     */
    public LedgerEntry with(String trailer, String value) {
        return new LedgerEntry(action, trailers.copy().add(trailer, value));
    }

    public LedgerAction action() {
        return action;
    }

    public String service() {
        return trailers.get(Trailers.SERVICE);
    }

    public String environment() {
        return trailers.get(Trailers.ENVIRONMENT);
    }

    /** The version, or null. */
    public String version() {
        return trailers.get(Trailers.VERSION);
    }

    /** A fact by the name of its trailer, or null. */
    public String get(String trailer) {
        return trailers.get(trailer);
    }

    /** Every value of a trailer that may stand more than once. */
    public List<String> all(String trailer) {
        return trailers.all(trailer);
    }

    /** First line of the commit: {@code approve payments 1.4.0 for prod}. */
    public String subject() {
        return action.subject(service() + (version() == null ? "" : " " + version()), environment());
    }

    /** The whole message of the commit: {@link #subject} and the trailers. */
    public String message() {
        return trailers.message(subject());
    }

    /** All facts. */
    public Trailers trailers() {
        return trailers.copy();
    }
}
