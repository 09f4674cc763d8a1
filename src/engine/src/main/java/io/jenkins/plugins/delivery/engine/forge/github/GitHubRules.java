package io.jenkins.plugins.delivery.engine.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.forge.ForgeHttp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What GitHub wants before it merges: reviews and checks, of rulesets and of branch protection, and which of them are missing. */
final class GitHubRules {

    private static final Set<String> GOOD = Set.of("success", "neutral", "skipped");

    /** Only the reviews of those who may write count (docs.github.com, "About protected branches"). */
    static final Set<String> WRITERS = Set.of("OWNER", "MEMBER", "COLLABORATOR");

    /** What a ruleset may want beside reviews and checks, and cannot be seen to be met; in the words of "Get rules for a branch". */
    private static final Map<String, String> UNSEEN = Map.of(
            "required_review_thread_resolution", "every conversation resolved",
            "require_code_owner_review", "an approval of the code owners",
            "require_last_push_approval", "an approval of somebody other than who pushed last",
            "required_signatures", "signed commits",
            "required_linear_history", "a linear history",
            "required_deployments", "deployments that succeeded",
            "code_scanning", "the results of code scanning",
            "merge_queue", "its turn in the merge queue");

    private final ForgeHttp http;
    private final String repository;

    GitHubRules(ForgeHttp http, String repository) {
        this.http = http;
        this.repository = repository;
    }

    /** What is missing, clauses; empty when nothing is known to be. */
    List<String> blocks(long pull, String base, String head) throws InterruptedException {
        int wanted = 0;
        Set<String> unseen = new TreeSet<>();
        Set<String> required = new LinkedHashSet<>();
        Optional<JsonNode> rules = ifAllowed("/rules/branches/" + ForgeHttp.encoded(base));
        if (rules.isPresent()) {
            for (JsonNode rule : rules.get()) {
                JsonNode parameters = rule.path("parameters");
                UNSEEN.forEach((name, words) -> {
                    if (rule.path("type").asText().equals(name)
                            || parameters.path(name).asBoolean()) {
                        unseen.add(words);
                    }
                });
                wanted = Math.max(
                        wanted,
                        parameters.path("required_approving_review_count").asInt());
                parameters
                        .path("required_status_checks")
                        .forEach(check -> required.add(check.path("context").asText()));
            }
        }
        Optional<JsonNode> protection = ifAllowed("/branches/" + ForgeHttp.encoded(base) + "/protection");
        if (protection.isPresent()) {
            wanted = Math.max(
                    wanted,
                    protection
                            .get()
                            .at("/required_pull_request_reviews/required_approving_review_count")
                            .asInt());
            protection.get().at("/required_status_checks/contexts").forEach(context -> required.add(context.asText()));
        }
        List<String> blocks = new ArrayList<>(reviews(pull, wanted));
        blocks.addAll(checks(head, required));
        if (blocks.isEmpty() && !unseen.isEmpty()) {
            blocks.add("the rules of " + base + " want " + String.join(", ", unseen));
        }
        return blocks;
    }

    /** Many tokens may not read rules; then the reviews and checks that are there have to tell enough. */
    private Optional<JsonNode> ifAllowed(String path) throws InterruptedException {
        try {
            return Optional.of(http.get(repository + path));
        } catch (TerminalException e) {
            return Optional.empty();
        }
    }

    private List<String> reviews(long pull, int wanted) throws InterruptedException {
        Map<String, String> last = new LinkedHashMap<>();
        for (JsonNode review : http.get(repository + "/pulls/" + pull + "/reviews?per_page=100")) {
            String state = review.path("state").asText();
            boolean counts = WRITERS.contains(review.path("author_association").asText());
            if (counts && !state.equals("COMMENTED") && !state.equals("PENDING")) {
                last.put(review.at("/user/login").asText(), state);
            }
        }
        List<String> blocks = new ArrayList<>();
        last.forEach((login, state) -> {
            if (state.equals("CHANGES_REQUESTED")) {
                blocks.add(login + " asked for changes");
            }
        });
        long approved = last.values().stream().filter("APPROVED"::equals).count();
        if (approved < wanted) {
            blocks.add((wanted - approved) + " of " + wanted + (wanted == 1 ? " approval is" : " approvals are")
                    + " missing");
        }
        return blocks;
    }

    private List<String> checks(String head, Set<String> required) throws InterruptedException {
        Map<String, String> states = new LinkedHashMap<>();
        http.get(repository + "/commits/" + head + "/status?per_page=100")
                .path("statuses")
                .forEach(status -> states.put(
                        status.path("context").asText(), status.path("state").asText()));
        Optional<JsonNode> runs = ifAllowed("/commits/" + head + "/check-runs?per_page=100");
        runs.ifPresent(found -> found.path("check_runs")
                .forEach(run -> states.put(
                        run.path("name").asText(),
                        run.path("status").asText().equals("completed")
                                ? run.path("conclusion").asText()
                                : "pending")));
        required.forEach(name -> states.putIfAbsent(name, "missing"));
        List<String> blocks = new ArrayList<>();
        states.forEach((name, state) -> {
            if (!GOOD.contains(state) && (required.isEmpty() || required.contains(name))) {
                blocks.add("check '" + name + "' "
                        + switch (state) {
                            case "pending" -> "is running";
                            case "missing" -> "has not reported";
                            default -> "failed";
                        });
            }
        });
        return blocks;
    }
}
