package io.jenkins.plugins.delivery.testbed.sonar;

import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.http.Refusal;
import io.jenkins.plugins.delivery.testbed.http.Routes;
import io.jenkins.plugins.delivery.testbed.http.StandInServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * SonarQube's web API on a local port, in the shapes of 26.9. It answers about analyses that were {@linkplain #submit submitted} here, in
 * the order of their dates, and wants its token everywhere but where its state is told. Who needs just one analysis takes
 * {@link #receipt} and {@link #compute}.
 */
public final class SonarQubeServer extends StandInServer {

    private static final String VERSION = "26.9.0.129388";

    private final List<SonarAnalysis> analyses = new ArrayList<>();
    private final String token;
    private boolean tokenAsUser;
    private String missingPermission = "";

    private SonarQubeServer(String token) {
        this.token = token;
    }

    /** Starts a server that wants this token. */
    public static SonarQubeServer start(String token) {
        SonarQubeServer server = new SonarQubeServer(token);
        server.open();
        return server;
    }

    /** Wants the token as a user name, as servers before 10.0 do. */
    public void wantTokenAsUser() {
        tokenAsUser = true;
    }

    /** Refuses a path, as to a token that lacks the permission. */
    public void forbid(String path) {
        missingPermission = path;
    }

    /** Submits an analysis that stays in the queue; returns what the scanner leaves behind, the text of its {@code report-task.txt}. */
    public String receipt(String project) {
        return reportTask(submit(project));
    }

    /**
     * Ends the computation of the newest analysis.
     *
     * @param status of the quality gate: OK, WARN, ERROR or NONE
     * @param of it, with the fields metricKey, comparator, errorThreshold, actualValue and status
     */
    public void compute(String status, List<Map<String, Object>> of) {
        List<SonarAnalysis> submitted = all();
        SonarAnalysis newest = submitted.get(submitted.size() - 1);
        newest.gate = status;
        newest.conditions.addAll(of);
        newest.finish();
    }

    /** What a scanner does: hands in a report, which the server then has to compute. */
    public SonarAnalysis submit(String project) {
        synchronized (analyses) {
            int number = analyses.size() + 1;
            SonarAnalysis analysis =
                    new SonarAnalysis("AZ-task-" + number, project, "2026-11-20T12:%02d:00+0000".formatted(number));
            analyses.add(analysis);
            return analysis;
        }
    }

    /** The file that the scanner leaves in the workspace. */
    public String reportTask(SonarAnalysis analysis) {
        return """
                projectKey=%s
                serverUrl=%s
                serverVersion=%s
                dashboardUrl=%s/dashboard?id=%s
                ceTaskId=%s
                ceTaskUrl=%s/api/ce/task?id=%s
                """.formatted(
                        analysis.project, url(), VERSION, url(), analysis.project, analysis.task, url(), analysis.task);
    }

    @Override
    protected Routes routes() {
        return new Routes()
                .get(
                        "/api/system/status",
                        call -> Answer.json(200, Map.of("id", "1", "version", VERSION, "status", "UP")))
                .get(
                        "/api/authentication/validate",
                        call -> Answer.json(200, Map.of("valid", isAuthorized(call.request()))))
                .get("/api/ce/task", call -> task(call.request()))
                .get("/api/qualitygates/project_status", call -> gate(call.request()))
                .get("/api/project_analyses/search", call -> history(call.request()))
                .get("/api/measures/search_history", call -> measures(call.request()));
    }

    private boolean isAuthorized(RecordedRequest request) {
        String wanted = tokenAsUser
                ? "Basic " + Base64.getEncoder().encodeToString((token + ":").getBytes(StandardCharsets.UTF_8))
                : "Bearer " + token;
        return request.header("Authorization").orElse("").equals(wanted);
    }

    private void authorize(RecordedRequest request) {
        if (!isAuthorized(request)) {
            throw new Refusal(Answer.empty(401));
        }
        if (!missingPermission.isEmpty() && request.path().equals(missingPermission)) {
            throw refusal(403, "Insufficient privileges");
        }
    }

    private static Refusal refusal(int status, String message) {
        return new Refusal(Answer.json(status, Map.of("errors", List.of(Map.of("msg", message)))));
    }

    private Answer task(RecordedRequest request) {
        authorize(request);
        String id = request.queryParameter("id").orElse("");
        SonarAnalysis analysis = all().stream()
                .filter(one -> one.task.equals(id))
                .findFirst()
                .orElseThrow(() -> refusal(404, "No activity found for task '" + id + "'"));
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("id", analysis.task);
        task.put("type", "REPORT");
        task.put("componentKey", analysis.project);
        task.put("status", analysis.status);
        if (analysis.status.equals("SUCCESS")) {
            task.put("analysisId", analysis.id());
        }
        if (!analysis.problem.isEmpty()) {
            task.put("errorMessage", analysis.problem);
        }
        if (!analysis.branch.isEmpty()) {
            task.put("branch", analysis.branch);
            task.put("branchType", "BRANCH");
        }
        if (!analysis.pullRequest.isEmpty()) {
            task.put("pullRequest", analysis.pullRequest);
        }
        return Answer.json(200, Map.of("task", task));
    }

    private Answer gate(RecordedRequest request) {
        authorize(request);
        String id = request.queryParameter("analysisId").orElse("");
        SonarAnalysis analysis = all().stream()
                .filter(one -> one.id().equals(id) && one.status.equals("SUCCESS") && !one.deleted)
                .findFirst()
                .orElseThrow(() -> refusal(404, "Analysis with id '" + id + "' is not found"));
        return Answer.json(
                200, Map.of("projectStatus", Map.of("status", analysis.gate, "conditions", analysis.conditions)));
    }

    private Answer history(RecordedRequest request) {
        authorize(request);
        List<Map<String, Object>> found = of(request, "project").stream()
                .sorted(Comparator.comparing((SonarAnalysis one) -> one.date).reversed())
                .map(one -> Map.<String, Object>of("key", one.id(), "date", one.date, "revision", one.revision))
                .toList();
        return Answer.json(200, Map.of("analyses", found));
    }

    private Answer measures(RecordedRequest request) {
        authorize(request);
        String from = request.queryParameter("from").orElse("");
        String to = request.queryParameter("to").orElse("9");
        List<Map<String, Object>> measures = new ArrayList<>();
        for (String metric : request.queryParameter("metrics").orElse("").split(",")) {
            List<Map<String, Object>> values = new ArrayList<>();
            for (SonarAnalysis one : of(request, "component")) {
                if (one.date.compareTo(from) >= 0 && one.date.compareTo(to) <= 0) {
                    Map<String, Object> value = new LinkedHashMap<>(Map.of("date", one.date));
                    if (one.measures.containsKey(metric)) {
                        value.put("value", one.measures.get(metric));
                    }
                    values.add(value);
                }
            }
            measures.add(Map.of("metric", metric, "history", values));
        }
        return Answer.json(200, Map.of("measures", measures));
    }

    /** Computed analyses of a branch, oldest first. */
    private List<SonarAnalysis> of(RecordedRequest request, String parameter) {
        String project = request.queryParameter(parameter).orElse("");
        String branch = request.queryParameter("branch").orElse("");
        return all().stream()
                .filter(one -> one.project.equals(project)
                        && one.branch.equals(branch)
                        && one.pullRequest.isEmpty()
                        && one.status.equals("SUCCESS"))
                .toList();
    }

    private List<SonarAnalysis> all() {
        synchronized (analyses) {
            return List.copyOf(analyses);
        }
    }
}
