package io.jenkins.plugins.delivery.testbed.prometheus;

import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.http.Refusal;
import io.jenkins.plugins.delivery.testbed.http.Routes;
import io.jenkins.plugins.delivery.testbed.http.StandInServer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prometheus on a local port. Each expression has a script of answers: an instant query takes the next one, the last stays; a range
 * query shows the script from its beginning, one answer per step. An expression without a script matches nothing, which Prometheus
 * answers with success and an empty result.
 */
public final class PrometheusServer extends StandInServer {

    /** A range query may have no more points per series. */
    private static final int MAXIMUM_POINTS = 11_000;

    private final Map<String, Script> scripts = new LinkedHashMap<>();
    private final Clock clock;

    private static final class Script {
        private final List<QueryAnswer> answers;
        private int next;

        Script(List<QueryAnswer> answers) {
            this.answers = answers;
        }

        QueryAnswer at(int index) {
            return answers.get(Math.min(index, answers.size() - 1));
        }
    }

    private PrometheusServer(Clock clock) {
        this.clock = clock;
    }

    /** Starts the stand-in. */
    public static PrometheusServer start() {
        PrometheusServer server = new PrometheusServer(Clock.systemUTC());
        server.open();
        return server;
    }

    /** Programs the answers to an expression, which is compared without its outer white space. */
    public void answer(String expression, QueryAnswer first, QueryAnswer... more) {
        List<QueryAnswer> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        synchronized (scripts) {
            scripts.put(expression.strip(), new Script(all));
        }
    }

    @Override
    protected Routes routes() {
        return new Routes()
                .get("/-/ready", call -> Answer.text(200, "text/plain", "Prometheus Server is Ready.\n"))
                .get("/-/healthy", call -> Answer.text(200, "text/plain", "Prometheus Server is Healthy.\n"))
                .get("/api/v1/query", call -> query(call.request()))
                .post("/api/v1/query", call -> query(call.request()))
                .get("/api/v1/query_range", call -> queryRange(call.request()))
                .post("/api/v1/query_range", call -> queryRange(call.request()));
    }

    @Override
    protected Answer error(int status, String message) {
        return error(status, status < 500 ? "bad_data" : "internal", message);
    }

    private static Answer error(int status, String type, String message) {
        return Answer.json(status, Map.of("status", "error", "errorType", type, "error", message));
    }

    private Answer query(RecordedRequest request) {
        double time = number(request, "time", clock.millis() / 1000.0);
        Optional<Script> script = script(request);
        QueryAnswer answer;
        synchronized (scripts) {
            answer = script.map(found -> found.at(found.next++)).orElseGet(QueryAnswer::empty);
        }
        if (answer instanceof QueryAnswer.Scalar scalar) {
            return success("scalar", List.of(time, Sample.text(scalar.value())));
        }
        List<Map<String, Object>> result = new ArrayList<>();
        for (Sample sample : samples(answer)) {
            result.add(Map.of("metric", sample.labels(), "value", List.of(time, Sample.text(sample.value()))));
        }
        return success("vector", result);
    }

    private Answer queryRange(RecordedRequest request) {
        double start = number(request, "start", Double.NaN);
        double end = number(request, "end", Double.NaN);
        double step = number(request, "step", Double.NaN);
        if (end < start) {
            throw badParameter("end", "end timestamp must not be before start time");
        }
        if (!(step > 0)) {
            throw badParameter("step", "zero or negative query resolution step widths are not accepted");
        }
        if ((end - start) / step > MAXIMUM_POINTS) {
            throw new Refusal(error(
                    400,
                    "bad_data",
                    "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution"
                            + " (?step=XX)"));
        }
        Optional<Script> script = script(request);
        Map<Map<String, String>, List<List<Object>>> series = new LinkedHashMap<>();
        for (int i = 0; start + i * step <= end; i++) {
            int index = i;
            QueryAnswer answer = script.map(found -> found.at(index)).orElseGet(QueryAnswer::empty);
            for (Sample sample : samples(answer)) {
                series.computeIfAbsent(sample.labels(), labels -> new ArrayList<>())
                        .add(List.of(start + i * step, Sample.text(sample.value())));
            }
        }
        List<Map<String, Object>> result = new ArrayList<>();
        series.forEach((labels, values) -> result.add(Map.of("metric", labels, "values", values)));
        return success("matrix", result);
    }

    private static List<Sample> samples(QueryAnswer answer) {
        if (answer instanceof QueryAnswer.Error problem) {
            throw new Refusal(error(problem.status(), problem.type(), problem.message()));
        }
        // A range query shows a scalar as a series without labels.
        return answer instanceof QueryAnswer.Scalar scalar
                ? List.of(new Sample(Map.of(), scalar.value()))
                : ((QueryAnswer.Vector) answer).samples();
    }

    private Optional<Script> script(RecordedRequest request) {
        String expression = parameter(request, "query").orElse("").strip();
        if (expression.isEmpty()) {
            throw badParameter("query", "unknown position: parse error: no expression found in input");
        }
        synchronized (scripts) {
            return Optional.ofNullable(scripts.get(expression));
        }
    }

    private static double number(RecordedRequest request, String name, double otherwise) {
        String text = parameter(request, name).orElse("");
        if (text.isEmpty() && !Double.isNaN(otherwise)) {
            return otherwise;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new Refusal(
                    badParameter(name, "cannot parse \"" + text + "\" to a valid number")
                            .answer(),
                    e);
        }
    }

    private static Optional<String> parameter(RecordedRequest request, String name) {
        return request.queryParameter(name)
                .or(() -> request.form().getOrDefault(name, List.of()).stream().findFirst());
    }

    private static Refusal badParameter(String name, String message) {
        return new Refusal(error(400, "bad_data", "invalid parameter \"" + name + "\": " + message));
    }

    private static Answer success(String type, Object result) {
        return Answer.json(200, Map.of("status", "success", "data", Map.of("resultType", type, "result", result)));
    }
}
