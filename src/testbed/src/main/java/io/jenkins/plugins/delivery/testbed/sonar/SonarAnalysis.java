package io.jenkins.plugins.delivery.testbed.sonar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One analysis: its task, its place in the history of a project, and what the quality gate says about it. */
public final class SonarAnalysis {

    final String task;
    final String project;
    String status = "PENDING";
    String problem = "";
    String revision = "";
    String branch = "";
    String pullRequest = "";
    String gate = "OK";
    boolean deleted;
    final String date;
    final List<Map<String, Object>> conditions = new ArrayList<>();
    final Map<String, String> measures = new LinkedHashMap<>();

    SonarAnalysis(String task, String project, String date) {
        this.task = task;
        this.project = project;
        this.date = date;
    }

    /** The id of the task, as a scanner writes it into its report. */
    public String task() {
        return task;
    }

    /** The id of the analysis. */
    public String id() {
        return "analysis-of-" + task;
    }

    public SonarAnalysis onBranch(String name) {
        branch = name;
        return this;
    }

    public SonarAnalysis ofPullRequest(String key) {
        pullRequest = key;
        return this;
    }

    public SonarAnalysis ofCommit(String commit) {
        revision = commit;
        return this;
    }

    public SonarAnalysis measured(String metric, String value) {
        measures.put(metric, value);
        return this;
    }

    /** Adds a condition; one that is not met turns the gate red. */
    public SonarAnalysis condition(String metric, String comparator, String threshold, String actual, boolean met) {
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("status", met ? "OK" : "ERROR");
        condition.put("metricKey", metric);
        condition.put("comparator", comparator);
        condition.put("errorThreshold", threshold);
        condition.put("actualValue", actual);
        conditions.add(condition);
        gate = met ? gate : "ERROR";
        return this;
    }

    /** The project has no quality gate. */
    public SonarAnalysis withoutGate() {
        gate = "NONE";
        return this;
    }

    /** The server has begun to compute it. */
    public void begin() {
        status = "IN_PROGRESS";
    }

    /** The server has computed it. */
    public SonarAnalysis finish() {
        status = "SUCCESS";
        return this;
    }

    /** Somebody has deleted its project after that. */
    public SonarAnalysis forget() {
        deleted = true;
        return this;
    }

    /** Somebody has cancelled it before the server began. */
    public SonarAnalysis cancel() {
        status = "CANCELED";
        return this;
    }

    /** The server could not compute it. */
    public void fail(String message) {
        status = "FAILED";
        problem = message;
    }
}
