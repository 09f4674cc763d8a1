package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.card.Plain;
import io.jenkins.plugins.delivery.engine.forge.PullRequest;
import io.jenkins.plugins.delivery.engine.forge.PullRequestDraft;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the pull request of a promotion says to people, and the mark by which other promotions know it. */
final class ProposalText {

    private static final int LONGEST = 6000;
    private static final String BACK = "back-";
    private static final String SUPERSEDED = "<!-- delivery-superseded -->";
    private static final Pattern MARK = Pattern.compile(
            "^<!-- delivery-promotion (\\S{1,100}) (\\S{1,100}) (\\S{1,130}) (\\S{1,64}) (\\S{1,64}) -->");

    private ProposalText() {}

    /**
     * What a pull request promotes.
     *
     * @param commit of the service; null when not known
     * @param intent identity of the promotion
     */
    record Mark(String service, String env, String version, String commit, String intent) {

        /** Where its commit is. */
        String branch() {
            return "delivery/" + env + "/" + service + "/" + intent;
        }

        /** Whether earlier values come back with it; it is then no rival of promotions. */
        boolean back() {
            return intent.startsWith(BACK);
        }

        boolean sameTarget(Mark other) {
            return service.equals(other.service) && env.equals(other.env);
        }
    }

    static Mark mark(ArgoPromoteRequest request, PromotionIntent intent) {
        return new Mark(request.service(), request.env(), request.version(), request.commit(), intent.id());
    }

    /** Going back from one promotion: there is one pull request for that, whoever opens it. */
    static Mark back(ArgoTarget request, String promotion, String to) {
        String version = to == null || !to.matches("\\S{1,130}") ? "-" : to;
        return new Mark(request.service(), request.env(), version, null, BACK + Commits.abbreviate(promotion));
    }

    /** Of a pull request; empty when it is no promotion's. */
    static Optional<Mark> of(PullRequest pull) {
        Matcher matcher = MARK.matcher(pull.body());
        return matcher.find()
                ? Optional.of(new Mark(
                        matcher.group(1),
                        matcher.group(2),
                        matcher.group(3),
                        matcher.group(4).equals("-") ? null : matcher.group(4),
                        matcher.group(5)))
                : Optional.empty();
    }

    static PullRequestDraft draft(ProposalTarget request, Proposed proposed, String diff, String run, String why) {
        Mark mark = proposed.mark();
        String what = proposed.back()
                ? "Puts " + Plain.code(mark.service()) + " in " + Plain.code(mark.env()) + " back to "
                        + Plain.code(mark.version())
                : "Promotes " + Plain.code(mark.service() + " " + mark.version()) + " to " + Plain.code(mark.env());
        String note = request.autoMerge()
                ? "It is merged as soon as the rules of the branch allow it"
                : "Somebody has to merge it";
        String body = "<!-- delivery-promotion " + mark.service() + " " + mark.env() + " " + mark.version() + " "
                + (mark.commit() == null ? "-" : mark.commit()) + " " + mark.intent() + " -->\n"
                + what + ". " + note + ". Close it to give it up.\n\n"
                + Plain.code(Plain.lines(diff, LONGEST)) + "\n"
                + (request.approver() == null ? "" : "\nApproved by " + Plain.code(Plain.line(request.approver(), 200)))
                + (why == null ? "" : "\nReason: " + Plain.code(Plain.line(why, 500)))
                + (run == null ? "" : "\nRun: " + Plain.code(Plain.line(run, 500))) + "\n";
        String title = proposed.back()
                ? "restore " + mark.service() + " in " + mark.env() + " to " + mark.version()
                : "promote " + mark.service() + " " + mark.version() + " to " + mark.env();
        return new PullRequestDraft(mark.branch(), request.branch(), title, body);
    }

    static String reminder(String waited, String missing, String left) {
        return "The delivery has been waiting for this for " + waited + ": " + Plain.code(Plain.line(missing, 500))
                + ". It gives up in " + left + ".\n";
    }

    static String superseded(PullRequest by, Mark mark) {
        return SUPERSEDED + "\nSuperseded by " + Plain.code(mark.service() + " " + mark.version()) + ": " + by.url()
                + "\n";
    }

    static String givenUp(String why) {
        return "The delivery gave this promotion up.\n\n" + Plain.code(List.of(Plain.line(why, 1000))) + "\n";
    }

    static boolean saysSuperseded(String comment) {
        return comment.startsWith(SUPERSEDED);
    }
}
