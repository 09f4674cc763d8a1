package io.jenkins.plugins.delivery.testbed.github;

import io.jenkins.plugins.delivery.testbed.git.BareRepository;
import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.Routes.Call;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Branches, how rulesets and branch protection guard them, check runs and comparisons. */
final class BranchCalls {

    private final GitHubLookup lookup;

    BranchCalls(GitHubLookup lookup) {
        this.lookup = lookup;
    }

    Answer branch(Call call) {
        GitHubRepository repository = lookup.repository(call);
        String name = call.variable("branch");
        BareRepository git = repository.merging().git;
        if (git != null && git.tip(name).isEmpty()) {
            throw GitHubLookup.refuse(404, "Branch not found");
        }
        return Answer.json(
                200,
                Map.of("name", name, "protected", repository.protection(name).isPresent()));
    }

    /** "Get branch protection": 404 with other words for those who may not look. */
    Answer protection(Call call) {
        GitHubRepository repository = lookup.repository(call);
        if (repository.hidden() == 403) {
            throw GitHubLookup.refuse(403, "Resource not accessible by personal access token");
        }
        if (repository.hidden() != 0) {
            throw GitHubLookup.refuse(404, "Not Found");
        }
        return repository
                .protection(call.variable("branch"))
                .map(protection -> Answer.json(200, GitHubJson.protection(protection)))
                .orElseThrow(() -> GitHubLookup.refuse(404, "Branch not protected"));
    }

    /** "Get rules for a branch": of all active rulesets. */
    Answer rules(Call call) {
        GitHubRepository repository = lookup.repository(call);
        List<Map<String, Object>> rules = new ArrayList<>();
        for (int i = 0; i < repository.rulesets().size(); i++) {
            Ruleset ruleset = repository.rulesets().get(i);
            if (!ruleset.branch().equals(call.variable("branch"))) {
                continue;
            }
            if (ruleset.approvals() >= 0) {
                rules.add(rule(
                        i,
                        "pull_request",
                        Map.of(
                                "required_approving_review_count",
                                ruleset.approvals(),
                                "dismiss_stale_reviews_on_push",
                                false,
                                "require_code_owner_review",
                                false,
                                "require_last_push_approval",
                                false,
                                "required_review_thread_resolution",
                                ruleset.conversations())));
            }
            if (!ruleset.contexts().isEmpty()) {
                rules.add(rule(
                        i,
                        "required_status_checks",
                        Map.of(
                                "strict_required_status_checks_policy",
                                ruleset.strict(),
                                "required_status_checks",
                                ruleset.contexts().stream()
                                        .map(context -> Map.of("context", context))
                                        .toList())));
            }
            rules.add(rule(i, "non_fast_forward", null));
        }
        return lookup.page(call.request(), rules, rule -> rule);
    }

    private static Map<String, Object> rule(int index, String type, Map<String, Object> parameters) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("type", type);
        rule.put("ruleset_source_type", "Repository");
        rule.put("ruleset_source", "acme");
        rule.put("ruleset_id", index + 1);
        if (parameters != null) {
            rule.put("parameters", parameters);
        }
        return rule;
    }

    /** Who may go around a ruleset is only told to those who may change it. */
    Answer ruleset(Call call) {
        GitHubRepository repository = lookup.repository(call);
        int index = (int) GitHubLookup.number(call.variable("id")) - 1;
        if (index < 0 || index >= repository.rulesets().size()) {
            throw GitHubLookup.refuse(404, "Not Found");
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", index + 1);
        json.put("name", "ruleset " + (index + 1));
        json.put("source", repository.fullName());
        json.put("enforcement", "active");
        if (repository.hidden() == 0) {
            json.put(
                    "bypass_actors",
                    Collections.nCopies(
                            repository.rulesets().get(index).bypass(),
                            Map.of("actor_id", 5, "actor_type", "RepositoryRole", "bypass_mode", "always")));
        }
        return Answer.json(200, json);
    }

    Answer checkRuns(Call call) {
        List<Map<String, Object>> runs = new ArrayList<>();
        lookup.repository(call).checkRuns(call.variable("sha")).forEach((name, conclusion) -> {
            Map<String, Object> run = new LinkedHashMap<>();
            run.put("name", name);
            run.put("status", conclusion.isEmpty() ? "in_progress" : "completed");
            run.put("conclusion", conclusion.isEmpty() ? null : conclusion);
            runs.add(run);
        });
        return Answer.json(200, Map.of("total_count", runs.size(), "check_runs", runs));
    }

    /** "Compare two commits", oldest commit first. */
    Answer compare(Call call) {
        GitHubRepository repository = lookup.repository(call);
        BareRepository git = repository.merging().git;
        String[] ends = call.variable("range").split("\\.\\.\\.", 2);
        Map<String, List<String>> range = git.range(ends[0], ends[1], false);
        boolean diverged = !git.mergeBase(ends[0], ends[1]).equals(ends[0]);
        List<Map<String, Object>> commits = new ArrayList<>();
        range.forEach((sha, parents) -> commits.add(Map.of(
                "sha",
                sha,
                "parents",
                parents.stream().map(parent -> Map.of("sha", parent)).toList())));
        Collections.reverse(commits);
        int size = Integer.parseInt(call.request().queryParameter("per_page").orElse("30"));
        int page = Integer.parseInt(call.request().queryParameter("page").orElse("1"));
        int from = Math.min((page - 1) * size, commits.size());
        return Answer.json(
                200,
                Map.of(
                        "status",
                        diverged ? "diverged" : commits.isEmpty() ? "identical" : "ahead",
                        "total_commits",
                        commits.size(),
                        "commits",
                        commits.subList(from, Math.min(from + size, commits.size()))));
    }
}
