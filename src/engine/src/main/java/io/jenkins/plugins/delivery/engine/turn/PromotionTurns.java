package io.jenkins.plugins.delivery.engine.turn;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who has the turn of each service and environment, and who waits for it, in this process. Thread-safe.
 *
 * <p>Nothing here is saved. Who waits comes back with its own saved ticket. Who has a turn does not, so a host that goes on with runs
 * after a restart saves the {@code turn} of each result of {@code promotionTurn} with the run, calls {@link #recovering} before it goes
 * on with the first run, {@link #restore} for what was saved, and {@link #recovered} when all are back. When a run ends, however it
 * ends, the host calls {@link #runEnded}.
 */
public final class PromotionTurns {

    /** One that waits and was not heard of for so long is taken for gone. */
    static final Duration SILENCE = Duration.ofMinutes(5);

    /** After all runs are back, those that wait get this long to say so, before somebody gets a turn. */
    static final Duration SETTLING = Duration.ofSeconds(10);

    private static final PromotionTurns OF_THIS_PROCESS = new PromotionTurns();

    /** How far one is that waits. */
    enum Stage {
        /** What it promotes has not been long enough in the environment before; it may be long until it can go on. */
        SOAKING,
        /** A freeze stands. */
        FROZEN,
        /** It could begin at once. */
        READY
    }

    /** @param heard when it last said that it waits */
    private record Waiting(Claim claim, Stage stage, Instant heard) {}

    private record Held(Claim claim, Instant from) {}

    /**
     * Answer to one that wants its turn.
     *
     * @param granted whether it has it now
     * @param before who has it or comes first; null when nobody does and this process has not settled yet after a restart
     * @param from since when that one has it; null when it waits as well
     * @param ahead how many come first, the one that has it included
     */
    record Answer(boolean granted, Claim before, Instant from, int ahead) {}

    private final Map<Claim.Target, Held> held = new HashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final BuildOrder order = new BuildOrder();
    private boolean recovering;
    private Instant settled = Instant.MIN;

    /** The one that every run of this process shares. */
    public static PromotionTurns ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /** Which of two builds is newer, as runs of this process found out. */
    BuildOrder order() {
        return order;
    }

    /** From now on nobody gets a turn: runs from before a restart have yet to come back. */
    public synchronized void recovering() {
        recovering = true;
    }

    /** Every run from before the restart is back and has its turns. */
    public synchronized void recovered(Instant now) {
        recovering = false;
        settled = now.plus(SETTLING);
    }

    /** Gives a run the turn back that it had before a restart. @param turn the {@code turn} of the result */
    public synchronized void restore(Map<String, ?> turn) {
        Claim claim = Claim.fromMap(turn);
        held.putIfAbsent(claim.target(), new Held(claim, claim.since()));
    }

    /** The run is over: it has no turn any more and waits for none. */
    public synchronized void runEnded(String run) {
        held.values().removeIf(one -> one.claim().run().equals(run));
        waiting.removeIf(one -> one.claim().run().equals(run));
    }

    /** Gives a turn back. @return whether this run had it */
    synchronized boolean release(Claim claim) {
        waiting.removeIf(one -> one.claim().isSame(claim));
        Held holder = held.get(claim.target());
        return holder != null && holder.claim().isSame(claim) && held.remove(claim.target(), holder);
    }

    /** The claim waits no longer. */
    synchronized void withdraw(Claim claim) {
        waiting.removeIf(one -> one.claim().isSame(claim));
    }

    /** Says that a claim waits, and how far it is. A claim that has its turn already keeps it. */
    synchronized void note(Claim claim, Stage stage, Instant now) {
        withdraw(claim);
        waiting.add(new Waiting(claim, stage, now));
    }

    /**
     * Who could make a claim superfluous: the one that has the turn, and those that wait and do not soak. Those that soak cannot, or a
     * service that is built more often than the soak time is long would never be promoted.
     */
    synchronized List<Claim> rivals(Claim claim, Instant now) {
        List<Claim> rivals = new ArrayList<>();
        holder(claim).ifPresent(holder -> rivals.add(holder.claim()));
        waiting.stream()
                .filter(one -> one.stage() != Stage.SOAKING && alive(one, now))
                .map(Waiting::claim)
                .filter(other -> other.target().equals(claim.target()) && !other.isSame(claim))
                .forEach(rivals::add);
        return rivals;
    }

    /** Asks for the turn; the claim has to be {@linkplain #note noted} as ready. */
    synchronized Answer take(Claim claim, Instant now) {
        Held holder = held.get(claim.target());
        if (holder != null && holder.claim().isSame(claim)) {
            withdraw(claim);
            return new Answer(true, null, null, 0);
        }
        List<Claim> first = waiting.stream()
                .filter(one -> one.stage() == Stage.READY && alive(one, now))
                .map(Waiting::claim)
                .filter(other ->
                        other.target().equals(claim.target()) && !other.isSame(claim) && isBefore(other, claim))
                .sorted(Comparator.comparing(Claim::since))
                .toList();
        if (holder != null) {
            return new Answer(false, holder.claim(), holder.from(), first.size() + 1);
        }
        if (!first.isEmpty()) {
            return new Answer(false, first.get(0), null, first.size());
        }
        if (recovering || now.isBefore(settled)) {
            return new Answer(false, null, null, 0);
        }
        withdraw(claim);
        held.put(claim.target(), new Held(claim, now));
        return new Answer(true, null, null, 0);
    }

    private Optional<Held> holder(Claim claim) {
        return Optional.ofNullable(held.get(claim.target()))
                .filter(holder -> !holder.claim().isSame(claim));
    }

    private static boolean alive(Waiting one, Instant now) {
        return now.isBefore(one.heard().plus(SILENCE));
    }

    /** Two that came at the same moment keep one order. */
    private static boolean isBefore(Claim one, Claim other) {
        int order = one.since().compareTo(other.since());
        return order < 0 || order == 0 && one.run().compareTo(other.run()) < 0;
    }
}
