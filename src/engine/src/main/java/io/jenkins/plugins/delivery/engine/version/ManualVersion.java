package io.jenkins.plugins.delivery.engine.version;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The version that a person orders by two trailers of one commit: {@code Release-As: 2.0.0} (or major, minor, patch) with
 * {@code Release-Reason: …}. It holds from that commit until the next release. The newest order counts, of parallel ones the higher
 * version; a reverted commit orders nothing. An order that cannot be followed is explained and passed over: it stands in the history
 * for ever, so failing would wedge the repository.
 */
final class ManualVersion {

    private static final String AS = "Release-As";
    private static final String REASON = "Release-Reason";
    private static final Map<String, Bump> PARTS =
            Map.of("major", Bump.MAJOR, "minor", Bump.MINOR, "patch", Bump.PATCH);

    private final CommitRange range;
    private final String prefix;

    ManualVersion(CommitRange range, String prefix) {
        this.range = range;
        this.prefix = prefix;
    }

    private record Order(Commit commit, String wanted, String reason) {

        String described() {
            return AS + " " + Commit.line(wanted) + " of " + commit.described();
        }
    }

    /** An order that can be followed. */
    record Chosen(SemanticVersion version, Commit commit, String why) {}

    /**
     * What the orders come to.
     *
     * @param ignored clauses on orders that cannot be followed, each with its begin of a new clause
     */
    record Choice(Optional<Chosen> chosen, String ignored) {}

    /** The order that counts after a release. */
    Choice after(Optional<SemanticVersion> previous) {
        List<Chosen> possible = new ArrayList<>();
        StringBuilder ignored = new StringBuilder();
        for (Commit commit : range.counting()) {
            Optional<Chosen> found = Optional.empty();
            for (Order order : orders(commit)) {
                Optional<String> problem = problem(order, previous);
                problem.ifPresent(text -> ignored.append("; ")
                        .append(order.described())
                        .append(" is ignored: ")
                        .append(text));
                found = problem.isPresent() || found.isPresent() ? found : Optional.of(chosen(order, previous));
            }
            found.ifPresent(possible::add);
        }
        Optional<Chosen> chosen = possible.stream()
                .filter(order -> possible.stream().noneMatch(later -> range.contains(later.commit(), order.commit())))
                .max(Comparator.comparing(Chosen::version)
                        .thenComparing(order -> order.commit().id()));
        return new Choice(chosen, ignored.toString());
    }

    /** A clause on orders of another version than the one that a branch names; empty when there are none. */
    String overruled(String branch, SemanticVersion version) {
        return range.counting().stream()
                .flatMap(commit -> orders(commit).stream())
                .filter(order -> !version(order.wanted()).equals(Optional.of(version)))
                .findFirst()
                .map(order -> "; " + order.described() + " is not followed, because " + branch + " names the version")
                .orElse("");
    }

    /** The newest first. */
    private List<Order> orders(Commit commit) {
        List<Order> orders = new ArrayList<>();
        for (List<Footer> trailers : range.message(commit).trailers()) {
            value(trailers, AS)
                    .ifPresent(wanted -> orders.add(
                            new Order(commit, wanted, value(trailers, REASON).orElse(""))));
        }
        return orders;
    }

    private static Optional<String> value(List<Footer> trailers, String token) {
        return trailers.stream()
                .filter(footer -> footer.is(token))
                .map(Footer::text)
                .reduce((first, last) -> last);
    }

    private Optional<String> problem(Order order, Optional<SemanticVersion> previous) {
        Optional<Bump> part = part(order.wanted());
        Optional<SemanticVersion> version = version(order.wanted());
        if (order.reason().isBlank()) {
            return Optional.of("it has no " + REASON);
        }
        if (part.isEmpty() && version.isEmpty()) {
            return Optional.of("that is neither a release such as 2.0.0 nor major, minor or patch");
        }
        if (part.isPresent() && previous.isEmpty()) {
            return Optional.of("nothing was released yet that could rise");
        }
        return version.filter(wanted -> previous.isPresent() && wanted.compareTo(previous.get()) <= 0)
                .map(wanted -> "it is not above " + previous.get());
    }

    private Chosen chosen(Order order, Optional<SemanticVersion> previous) {
        SemanticVersion version = part(order.wanted())
                .map(part -> previous.orElseThrow().bump(part))
                .or(() -> version(order.wanted()))
                .orElseThrow();
        return new Chosen(
                version,
                order.commit(),
                order.commit().described() + " orders " + Commit.line(order.wanted()) + " by " + AS + ": "
                        + Commit.line(order.reason()));
    }

    private static Optional<Bump> part(String wanted) {
        return Optional.ofNullable(PARTS.get(wanted.toLowerCase(Locale.ROOT)));
    }

    private Optional<SemanticVersion> version(String wanted) {
        return ReleaseNumber.find(wanted, prefix);
    }
}
