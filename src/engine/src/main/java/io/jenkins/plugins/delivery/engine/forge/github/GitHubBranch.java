package io.jenkins.plugins.delivery.engine.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.ForbiddenException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.forge.BranchRules;
import io.jenkins.plugins.delivery.engine.forge.ForgeHttp;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * GitHub's REST API: "Rules" (active rulesets, which everybody may read who may read the repository), "Branches" and "Branch
 * protection", which takes "Administration: read". GitHub adds both up.
 */
final class GitHubBranch {

    private final ForgeHttp http;
    private final String repository;
    private final String branch;

    private boolean found;
    private boolean byPullRequest;
    private int approvals;
    private boolean forcePush = true;
    private String unread;
    private final Set<String> checks = new LinkedHashSet<>();
    private final List<String> around = new ArrayList<>();

    GitHubBranch(ForgeHttp http, String repository, String branch) {
        this.http = http;
        this.repository = repository;
        this.branch = ForgeHttp.encoded(branch);
    }

    BranchRules rules() throws InterruptedException {
        JsonNode known = http.get(repository + "/branches/" + branch);
        rulesets();
        if (known.path("protected").asBoolean()) {
            found = true;
            known.at("/protection/required_status_checks/contexts").forEach(context -> checks.add(context.asText()));
            Optional<JsonNode> protection = protection();
            protection.ifPresent(this::classic);
        }
        return found
                ? new BranchRules(true, byPullRequest, approvals, List.copyOf(checks), false, forcePush, around, unread)
                : BranchRules.none(unread);
    }

    private void rulesets() throws InterruptedException {
        Set<Long> sources = new LinkedHashSet<>();
        for (JsonNode rule : http.pages(repository + "/rules/branches/" + branch)) {
            found = true;
            JsonNode parameters = rule.path("parameters");
            switch (rule.path("type").asText()) {
                case "pull_request" -> {
                    byPullRequest = true;
                    approvals = Math.max(
                            approvals,
                            parameters.path("required_approving_review_count").asInt());
                    sources.add(rule.path("ruleset_id").asLong());
                }
                case "required_status_checks" ->
                    parameters
                            .path("required_status_checks")
                            .forEach(check -> checks.add(check.path("context").asText()));
                case "non_fast_forward" -> forcePush = false;
                default -> {
                    // Says nothing about who has to look at a change.
                }
            }
        }
        for (long source : sources) {
            bypass(source);
        }
    }

    /** Only those who may write to a ruleset are shown who may go around it; that the rules exist is known without. */
    private void bypass(long ruleset) throws InterruptedException {
        try {
            JsonNode rules = http.get(repository + "/rulesets/" + ruleset + "?includes_parents=true");
            int actors = rules.path("bypass_actors").size();
            if (actors > 0) {
                around.add(actors + (actors == 1 ? " actor" : " actors") + " may go around the ruleset "
                        + rules.path("name").asText());
            }
        } catch (NotFoundException | ForbiddenException e) {
            around.add("who may go around ruleset " + ruleset + " is not shown to this token");
        }
    }

    private Optional<JsonNode> protection() throws InterruptedException {
        try {
            return Optional.of(http.get(repository + "/branches/" + branch + "/protection"));
        } catch (NotFoundException | ForbiddenException e) {
            // GitHub hides the settings with 404 "Not Found"; "Branch not protected" is the answer to who may look.
            if (!e.getMessage().contains("Branch not protected")) {
                unread = e.getMessage()
                        + " The token needs the permission \"Administration: read\" of the repository to see how the"
                        + " branch is protected; rulesets can be seen without.";
            }
            return Optional.empty();
        }
    }

    private void classic(JsonNode settings) {
        JsonNode reviews = settings.path("required_pull_request_reviews");
        if (reviews.isObject()) {
            byPullRequest = true;
            approvals = Math.max(
                    approvals, reviews.path("required_approving_review_count").asInt());
            JsonNode allowed = reviews.path("bypass_pull_request_allowances");
            int actors = allowed.path("users").size()
                    + allowed.path("teams").size()
                    + allowed.path("apps").size();
            if (actors > 0) {
                around.add(actors + (actors == 1 ? " actor needs" : " actors need") + " no pull request");
            }
        }
        settings.at("/required_status_checks/contexts").forEach(context -> checks.add(context.asText()));
        forcePush &= settings.at("/allow_force_pushes/enabled").asBoolean(false);
        if (!settings.at("/enforce_admins/enabled").asBoolean(false)) {
            around.add("administrators are not bound by the protection");
        }
    }
}
