package io.jenkins.plugins.delivery.testbed.prometheus;

import io.jenkins.plugins.delivery.testbed.aws.SignatureCheck;
import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.http.Refusal;
import io.jenkins.plugins.delivery.testbed.http.Routes;
import io.jenkins.plugins.delivery.testbed.http.StandInServer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Prometheus on a local port. Each expression has a script of answers: an instant query takes the next one, the last stays, or a function of time; a range
 * query shows the script from its beginning, one answer per step. An expression without a script matches nothing, which Prometheus
 * answers with success and an empty result.
 */
public final class PrometheusServer extends StandInServer {

    /** A range query may have no more points per series. */
    private static final int MAXIMUM_POINTS = 11_000;

    private static final Script TIME = new Script(List.of(), time -> QueryAnswer.scalar(time.toEpochMilli() / 1000.0));

    private final Map<String, Script> scripts = new LinkedHashMap<>();
    private final Clock clock;
    private volatile SignatureCheck signatures;
    private volatile String tenantHeader;
    private volatile String tenant;

    private static final class Script {
        private final List<QueryAnswer> answers;
        private final Function<Instant, QueryAnswer> ofTime;
        private int next;

        Script(List<QueryAnswer> answers, Function<Instant, QueryAnswer> ofTime) {
            this.answers = answers;
            this.ofTime = ofTime;
        }

        QueryAnswer at(int index, double time) {
            return ofTime == null
                    ? answers.get(Math.min(index, answers.size() - 1))
                    : ofTime.apply(Instant.ofEpochMilli(Math.round(time * 1000)));
        }
    }

    private PrometheusServer(Clock clock) {
        this.clock = clock;
    }

    /** Starts the stand-in. */
    public static PrometheusServer start() {
        return start(Clock.systemUTC());
    }

    /** Starts the stand-in with a clock of its own, which {@code time()} tells. */
    public static PrometheusServer start(Clock clock) {
        PrometheusServer server = new PrometheusServer(clock);
        server.open();
        return server;
    }

    /** Wants queries signed from now on, as Amazon Managed Prometheus does, and answers them below {@code /workspaces/…} only. */
    public void requireSignature(SignatureCheck check) {
        signatures = check;
    }

    /** Answers from now on only who names this tenant in this header, as Mimir does. */
    public void requireTenant(String header, String id) {
        tenantHeader = header;
        tenant = id;
    }

    /** Programs the answers to an expression, which is compared without its outer white space. */
    public void answer(String expression, QueryAnswer first, QueryAnswer... more) {
        List<QueryAnswer> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        synchronized (scripts) {
            scripts.put(expression.strip(), new Script(all, null));
        }
    }

    /** Programs what an expression is at each moment; a range query shows the moments of its steps. */
    public void answer(String expression, Function<Instant, QueryAnswer> ofTime) {
        synchronized (scripts) {
            scripts.put(expression.strip(), new Script(List.of(), ofTime));
        }
    }

    @Override
    protected Routes routes() {
        return new Routes()
                .get("/-/ready", call -> Answer.text(200, "text/plain", "Prometheus Server is Ready.\n"))
                .get("/-/healthy", call -> Answer.text(200, "text/plain", "Prometheus Server is Healthy.\n"))
                .get("/api/v1/query", call -> query(call.request()))
                .post("/api/v1/query", call -> query(call.request()))
                .get("/workspaces/{id}/api/v1/query", call -> query(call.request()))
                .post("/workspaces/{id}/api/v1/query", call -> query(call.request()))
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
        if (signatures != null) {
            signatures.check(request);
            if (!request.path().startsWith("/workspaces/")) {
                throw new Refusal(Answer.json(404, Map.of("message", "Not Found")));
            }
        }
        if (tenant != null && !request.header(tenantHeader).equals(Optional.of(tenant))) {
            throw new Refusal(Answer.text(401, "text/plain", "no org id\n"));
        }
        double time = number(request, "time", clock.millis() / 1000.0);
        Optional<Script> script = script(request);
        QueryAnswer answer;
        synchronized (scripts) {
            answer = script.map(found -> found.at(found.next++, time)).orElseGet(QueryAnswer::empty);
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
            QueryAnswer answer =
                    script.map(found -> found.at(index, start + index * step)).orElseGet(QueryAnswer::empty);
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
            return Optional.ofNullable(scripts.getOrDefault(expression, expression.equals("time()") ? TIME : null));
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
