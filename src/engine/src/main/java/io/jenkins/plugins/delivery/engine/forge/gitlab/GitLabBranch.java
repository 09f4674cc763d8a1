package io.jenkins.plugins.delivery.engine.forge.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.ForbiddenException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.forge.BranchRules;
import io.jenkins.plugins.delivery.engine.forge.ForgeHttp;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * GitLab's REST API: "Protected branches", "Merge request approvals" (project settings, rules; Premium) and "Projects" (pipelines must
 * succeed). Of several rules for one branch the most permissive counts (docs.gitlab.com, "Protected branches").
 */
final class GitLabBranch {

    private static final int NOBODY = 0;
    private static final int DEVELOPER = 30;

    private final ForgeHttp http;
    private final String project;
    private final String branch;

    private boolean byMergeRequest = true;
    private boolean forcePush;
    private final Set<String> around = new LinkedHashSet<>();

    GitLabBranch(ForgeHttp http, String project, String branch) {
        this.http = http;
        this.project = project;
        this.branch = branch;
    }

    BranchRules rules() throws InterruptedException {
        http.get(project + "/repository/branches/" + ForgeHttp.encoded(branch));
        List<JsonNode> matching;
        try {
            matching = http.pages(project + "/protected_branches").stream()
                    .filter(rule -> matches(rule.path("name").asText()))
                    .toList();
        } catch (ForbiddenException e) {
            return BranchRules.none(e.getMessage()
                    + " The token needs the scope read_api and the role Developer to see how the branch is protected.");
        }
        if (matching.isEmpty()) {
            return BranchRules.none(null);
        }
        matching.forEach(this::access);
        boolean pipeline =
                http.get(project).path("only_allow_merge_if_pipeline_succeeds").asBoolean();
        Integer approvals = null;
        String unread = null;
        try {
            approvals = approvals();
        } catch (NotFoundException e) {
            // Approval rules come with Premium; without it the whole path is not there.
        } catch (ForbiddenException e) {
            approvals = 0;
            unread = e.getMessage()
                    + " The token needs the scope read_api and the role Developer to see the approval rules.";
        }
        return new BranchRules(
                true, byMergeRequest, approvals, List.of(), pipeline, forcePush, new ArrayList<>(around), unread);
    }

    /** A rule's name may have stars. */
    private boolean matches(String name) {
        String regex =
                Pattern.compile("\\*").splitAsStream(name).map(Pattern::quote).collect(Collectors.joining(".*"));
        return branch.matches(name.endsWith("*") ? regex + ".*" : regex);
    }

    private void access(JsonNode rule) {
        forcePush |= rule.path("allow_force_push").asBoolean();
        for (JsonNode level : rule.path("push_access_levels")) {
            int access = level.path("access_level").asInt(NOBODY);
            boolean one = level.path("user_id").isNumber()
                    || level.path("group_id").isNumber()
                    || level.path("deploy_key_id").isNumber();
            if (!one && access == DEVELOPER) {
                byMergeRequest = false;
            } else if (one || access != NOBODY) {
                around.add(level.path("access_level_description").asText("somebody")
                        + " may push without a merge request");
            }
        }
    }

    private int approvals() throws InterruptedException {
        int required = 0;
        for (JsonNode rule : http.pages(project + "/approval_rules")) {
            if (applies(rule)) {
                required = Math.max(required, rule.path("approvals_required").asInt());
            }
        }
        if (http.get(project + "/approvals")
                .path("merge_requests_author_approval")
                .asBoolean()) {
            around.add("authors may approve their own merge requests");
        }
        return required;
    }

    private boolean applies(JsonNode rule) {
        JsonNode only = rule.path("protected_branches");
        if (only.isEmpty() || rule.path("applies_to_all_protected_branches").asBoolean()) {
            return true;
        }
        for (JsonNode known : only) {
            if (matches(known.path("name").asText())) {
                return true;
            }
        }
        return false;
    }
}
