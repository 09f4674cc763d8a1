package io.jenkins.plugins.delivery.engine.forge;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.card.Plain;
import io.jenkins.plugins.delivery.engine.gate.OnFail;
import java.util.List;
import java.util.Map;

/**
 * The step {@code commitStatus}: says at the site of a repository what a delivery thinks of a commit, so that a protected branch can
 * wait for it. Whatever is wrong at the site ends in the result and as a warning, unless the request says otherwise.
 */
public final class CommitStatus implements Operation<CommitStatusRequest, CommitStatusResult> {

    /** GitHub takes no more ("Commit statuses"); GitLab takes 255. */
    private static final int LONGEST = 140;

    private final CommitStatuses.Opener forges;

    public CommitStatus(CommitStatuses.Opener forges) {
        this.forges = forges;
    }

    @Override
    public CommitStatusResult run(CommitStatusRequest request, EngineContext context) throws InterruptedException {
        CommitStatuses.Status status = status(request, context);
        Integer number = number(request, context);
        if (request.commit() == null && number == null) {
            throw new InvalidInputException(
                    "commitStatus", List.of("commit is required, or number: one of them names the commit"));
        }
        if (context.dryRun()) {
            context.log().info("Dry run: would set " + words(status) + ".");
            return new CommitStatusResult(false, request.commit(), status, "dry run: nothing was set");
        }
        try {
            String commit = set(request, number, status, context);
            context.log().info("Set " + words(status) + " of commit " + commit.substring(0, 8) + ".");
            return new CommitStatusResult(true, commit, status, null);
        } catch (DeliveryException e) {
            if (request.onFail() == OnFail.FAIL) {
                throw e;
            }
            String problem = context.redactor().redact(e.getMessage());
            context.log().warn("The status was not set: " + words(status) + ". " + problem + " The delivery goes on.");
            return new CommitStatusResult(false, request.commit(), status, problem);
        }
    }

    private String set(CommitStatusRequest request, Integer number, CommitStatuses.Status status, EngineContext context)
            throws InterruptedException {
        CommitStatuses statuses = forges.open(request.address(), request.forgeCredentialsId(), context);
        if (request.commit() != null) {
            CommitStatuses.Place place = new CommitStatuses.Place(request.commit(), branch(request, context));
            try {
                statuses.set(place, status);
                return place.commit();
            } catch (NotFoundException e) {
                if (number == null) {
                    throw e;
                }
                // A build of a pull request often runs on a merge that was made here and that the site never saw.
                context.log()
                        .info("The forge does not know " + request.commit() + "; the tip of " + number + " is told.");
            }
        }
        CommitStatuses.Place tip = statuses.tip(number);
        statuses.set(tip, status);
        return tip.commit();
    }

    private static CommitStatuses.Status status(CommitStatusRequest request, EngineContext context) {
        Map<String, String> environment = context.environment();
        String url = request.targetUrl() == null ? environment.get("BUILD_URL") : request.targetUrl();
        String text = request.description() == null ? standard(request.state()) : request.description();
        return new CommitStatuses.Status(
                request.context(),
                request.state(),
                Plain.line(context.redactor().redact(text), LONGEST),
                url);
    }

    private static String standard(CommitState state) {
        return switch (state) {
            case PENDING -> "The delivery runs.";
            case SUCCESS -> "Everything passed.";
            case FAILURE -> "The delivery failed.";
            case ERROR -> "The delivery could not decide.";
        };
    }

    private static Integer number(CommitStatusRequest request, EngineContext context) {
        String change = context.environment().get("CHANGE_ID");
        if (request.number() != null || change == null || !change.matches("\\d{1,9}")) {
            return request.number();
        }
        return Integer.valueOf(change);
    }

    private static String branch(CommitStatusRequest request, EngineContext context) {
        boolean change = request.number() != null || context.environment().containsKey("CHANGE_ID");
        return request.branch() == null && !change ? context.environment().get("BRANCH_NAME") : request.branch();
    }

    private static String words(CommitStatuses.Status status) {
        return status.context() + " to " + status.state().name().toLowerCase(java.util.Locale.ROOT) + " ("
                + status.description() + ")";
    }
}
