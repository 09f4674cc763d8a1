package io.jenkins.plugins.delivery.testbed.service;

import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.Refusal;
import io.jenkins.plugins.delivery.testbed.http.Routes;
import io.jenkins.plugins.delivery.testbed.http.StandInServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A deployed application in one environment: a page under {@code /}, a search under {@code /search?q=}, its state under
 * {@code /health}, what it is under {@code /version}, and counts of its requests for Prometheus under {@code /metrics}. Until
 * something is {@linkplain #deploy deployed} it answers 503. Slow as a whole is {@link #delay}, down is {@link #stop}.
 */
public final class SampleService extends StandInServer {

    /** How much longer the pages of a {@linkplain Behaviour#SLOW slow} version need. */
    public static final Duration SLOWNESS = Duration.ofMillis(600);

    private final String name;
    private final String environment;
    private final Map<String, Behaviour> faulty = new LinkedHashMap<>();
    private final ServiceMetrics metrics = new ServiceMetrics();
    private String version = "";
    private Behaviour behaviour = Behaviour.NORMAL;
    private long served;

    private SampleService(String name, String environment) {
        this.name = name;
        this.environment = environment;
    }

    /** Starts a service of this name in this environment, with nothing deployed yet. */
    public static SampleService start(String name, String environment) {
        SampleService service = new SampleService(name, environment);
        service.open();
        return service;
    }

    /** Serves this version from now on, with the behaviour that was set for it. */
    public synchronized void deploy(String newVersion) {
        version = newVersion;
        behaviour = faulty.getOrDefault(newVersion, Behaviour.NORMAL);
        served = 0;
    }

    /** Makes one version misbehave whenever it is deployed; a version that runs already does so at once. */
    public synchronized void faulty(String badVersion, Behaviour how) {
        faulty.put(badVersion, how);
        if (badVersion.equals(version)) {
            behave(how);
        }
    }

    /** Behaves like this until the next deployment. */
    public synchronized void behave(Behaviour how) {
        behaviour = how;
        served = 0;
    }

    /** The version that is served; empty before the first deployment. */
    public synchronized String version() {
        return version;
    }

    @Override
    protected Routes routes() {
        return new Routes()
                .get("/", call -> counted(this::page))
                .get(
                        "/search",
                        call -> counted(
                                () -> search(call.request().queryParameter("q").orElse(""))))
                .get("/health", call -> counted(this::health))
                .get("/version", call -> counted(this::about))
                .get(
                        "/metrics",
                        call -> metrics.expose("service=\"" + name + "\",env=\"" + environment + "\"", version()));
    }

    private Answer page() {
        Behaviour now = arrive();
        hesitate(now);
        return ServicePages.home(
                now == Behaviour.WRONG ? "It works!" : name + " " + version() + " (" + environment + ")");
    }

    private Answer search(String text) {
        Behaviour now = arrive();
        hesitate(now);
        return ServicePages.search(text, now != Behaviour.LEAKING);
    }

    private Answer health() {
        arrive();
        return Answer.json(200, Map.of("status", "UP"));
    }

    private Answer about() {
        Behaviour now = arrive();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("version", now == Behaviour.WRONG ? "0.0.0" : version());
        json.put("environment", environment);
        return Answer.json(200, json);
    }

    /** Refuses the request when the service is not up. */
    private synchronized Behaviour arrive() {
        boolean fails = version.isEmpty()
                || behaviour == Behaviour.UNHEALTHY
                || (behaviour == Behaviour.FLAKY && served % 2 == 0);
        served++;
        if (fails) {
            String reason = version.isEmpty() ? "nothing is deployed" : "the service is not healthy";
            throw new Refusal(Answer.json(503, Map.of("status", "DOWN", "message", reason)));
        }
        return behaviour;
    }

    private static void hesitate(Behaviour now) {
        if (now == Behaviour.SLOW) {
            try {
                TimeUnit.NANOSECONDS.sleep(SLOWNESS.toNanos());
            } catch (InterruptedException e) {
                // The server stops; whoever asked sees its connection end.
                Thread.currentThread().interrupt();
            }
        }
    }

    private Answer counted(Supplier<Answer> answer) {
        long start = System.nanoTime();
        int status = 500;
        try {
            Answer given = answer.get();
            status = given.status();
            return given;
        } catch (Refusal refusal) {
            status = refusal.answer().status();
            throw refusal;
        } finally {
            metrics.count(version(), status, (System.nanoTime() - start) / 1e9);
        }
    }
}
