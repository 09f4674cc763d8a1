package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.Optional;

/**
 * The check that a build went through an earlier environment before it goes on to the next: the newest promotion of the service there
 * that belongs to this build's history must not have been undone, and where both sides name a digest, it must be the same.
 */
final class EarlierEnvironment {

    private final Candidate request;
    private final SourceHistory sources;
    /** Whether the build passed there with another image or chart. */
    private boolean rebuilt;

    EarlierEnvironment(Candidate request, SourceHistory sources) {
        this.request = request;
        this.sources = sources;
    }

    /** @throws TerminalException when the build has not passed there, or that cannot be decided */
    void check(PromotionLedger ledger) {
        StringBuilder nearest = new StringBuilder();
        Optional<Boolean> passed =
                ledger.search(Integer.MAX_VALUE, request.service(), request.after(), line -> judge(line, nearest));
        if (passed.orElse(false)) {
            return;
        }
        String why = nearest.isEmpty()
                ? request.service() + " was never promoted to " + request.after() + "."
                : nearest.toString();
        throw new TerminalException(
                request.service() + " " + request.version() + " may not go to " + request.env() + " before it passed "
                        + request.after() + ": " + why,
                rebuilt
                        ? "Release from a branch that contains what differs, so that " + request.after()
                                + " tests it; sameDigest: false takes it as it is."
                        : "Promote commit " + Commits.abbreviate(request.commit()) + " to " + request.after()
                                + " first.");
    }

    /** Whether this promotion decides: true passed, false not passed, empty when an older one has to be asked. */
    private Optional<Boolean> judge(PromotionLedger.Line line, StringBuilder nearest) {
        PromotionRecord promotion = line.promotion();
        String problem;
        boolean last = false;
        if (promotion.sourceCommit() == null) {
            problem = promotion + " does not tell which commit it was built from.";
        } else {
            Ancestry relation = sources.relation(promotion.sourceCommit(), request.commit());
            if (relation == Ancestry.UNKNOWN) {
                problem = "whether " + promotion + ", built from " + Commits.abbreviate(promotion.sourceCommit())
                        + ", belongs to commit " + Commits.abbreviate(request.commit())
                        + " cannot be decided: neither a checkout nor the repository of the service shows the whole history.";
            } else if (relation == Ancestry.NO) {
                problem = promotion + " was built from " + Commits.abbreviate(promotion.sourceCommit())
                        + ", which is no part of commit " + Commits.abbreviate(request.commit()) + ".";
            } else if (line.undone()) {
                problem = promotion + " was undone.";
                last = true;
            } else {
                Optional<String> other = request.sameDigest() ? otherArtifact(promotion) : Optional.empty();
                if (other.isEmpty()) {
                    return Optional.of(true);
                }
                problem = other.get();
                rebuilt = true;
            }
        }
        if (nearest.isEmpty() || last) {
            nearest.setLength(0);
            nearest.append(problem);
        }
        return last ? Optional.of(false) : Optional.empty();
    }

    /** What was tested there and is not what this promotion brings; what only one side tells is not compared. */
    private Optional<String> otherArtifact(PromotionRecord promotion) {
        if (differ(request.digest(), promotion.digest())) {
            return Optional.of(promotion + " had the image " + promotion.digest() + ", not " + request.digest() + ".");
        }
        if (differ(request.chartContent(), promotion.chartContent())) {
            return Optional.of(promotion + " had the chart " + promotion.chartVersion() + " with the content "
                    + promotion.chartContent() + ", not " + request.chartVersion() + " with " + request.chartContent()
                    + ".");
        }
        return Optional.empty();
    }

    private static boolean differ(String mine, String theirs) {
        return mine != null && theirs != null && !mine.equals(theirs);
    }
}
