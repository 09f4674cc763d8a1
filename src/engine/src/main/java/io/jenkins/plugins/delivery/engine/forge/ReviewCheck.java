package io.jenkins.plugins.delivery.engine.forge;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.gate.GateResult;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import java.util.List;
import java.util.Optional;

/**
 * The gate {@code reviewCheck}: whether what is to be released was looked at by somebody else, and whether the site makes sure of that.
 * What the credentials may not read leaves it undecided; it never passes by default.
 */
public final class ReviewCheck implements Operation<ReviewCheckRequest, ReviewCheckResult> {

    private final Reviews.Opener forges;

    public ReviewCheck(Reviews.Opener forges) {
        this.forges = forges;
    }

    /**
     * What is looked at.
     *
     * @param number of a pull request; null for a commit
     * @param commit null for a pull request
     * @param branch null for that of the pull request
     */
    record Subject(Integer number, String commit, String branch) {}

    @Override
    public ReviewCheckResult run(ReviewCheckRequest request, EngineContext context) throws InterruptedException {
        Subject subject = subject(request, context);
        ReviewFindings findings = new ReviewFindings(request, context);
        String undecided = null;
        String advice = "";
        try {
            Reviews reviews = forges.open(request.address(), request.forgeCredentialsId(), context);
            if (request.requireReview()) {
                findings.reviews(reviews, subject);
            }
            if (request.asksOfBranch()) {
                findings.rules(reviews, branch(reviews, subject, findings));
            }
        } catch (GateFailedException e) {
            throw e;
        } catch (DeliveryException e) {
            undecided = context.redactor().redact(e.getMessage());
            advice = "Check the address and what the token of the forge may read.";
        }
        return concluded(request, findings, Optional.ofNullable(undecided).or(findings::undecided), advice, context);
    }

    private static ReviewCheckResult concluded(
            ReviewCheckRequest request,
            ReviewFindings findings,
            Optional<String> undecided,
            String advice,
            EngineContext context) {
        ReviewCheckResult result = findings.result(undecided);
        String next = result.verdict() == GateVerdict.FAILED
                ? "Have it reviewed, or correct the protection of the branch; then run the gate again."
                : advice;
        return GateResult.conclude(result, request.onFail(), next, context);
    }

    private static Subject subject(ReviewCheckRequest request, EngineContext context) {
        String change = context.environment().get("CHANGE_ID");
        Integer number = request.number();
        if (number == null && request.commit() == null && change != null && change.matches("\\d{1,9}")) {
            number = Integer.valueOf(change);
        }
        String built = context.environment().get("GIT_COMMIT");
        String commit = number != null ? null : request.commit() != null ? request.commit() : built;
        String branch = request.branch();
        if (branch == null) {
            branch = context.environment().get(change != null ? "CHANGE_TARGET" : "BRANCH_NAME");
        }
        if (request.requireReview() && number == null && commit == null) {
            throw new InvalidInputException(
                    "reviewCheck", List.of("commit is required, or number: one of them names what was reviewed"));
        }
        if (number == null && branch == null) {
            throw new InvalidInputException(
                    "reviewCheck", List.of("branch is required: it tells where the commit was merged to"));
        }
        return new Subject(number, commit, branch);
    }

    private static String branch(Reviews reviews, Subject subject, ReviewFindings findings)
            throws InterruptedException {
        if (subject.branch() != null) {
            return subject.branch();
        }
        return findings.pulls().isEmpty()
                ? reviews.pull(subject.number()).base()
                : findings.pulls().get(0).base();
    }
}
