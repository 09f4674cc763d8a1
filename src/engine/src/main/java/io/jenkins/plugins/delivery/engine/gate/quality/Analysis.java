package io.jenkins.plugins.delivery.engine.gate.quality;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An analysis of a project.
 *
 * @param id of the analysis
 * @param branch that it belongs to; empty for the main branch of a server without branches
 * @param pullRequest that it belongs to; empty for a branch
 */
record Analysis(String id, String branch, String pullRequest) {

    /** @param task of {@code api/ce/task} that has succeeded */
    static Analysis of(JsonNode task) {
        return new Analysis(
                task.path("analysisId").asText(""),
                task.path("branch").asText(""),
                task.path("pullRequest").asText(""));
    }
}
