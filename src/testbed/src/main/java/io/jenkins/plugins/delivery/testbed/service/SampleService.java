package io.jenkins.plugins.delivery.testbed.service;

import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.Refusal;
import io.jenkins.plugins.delivery.testbed.http.Routes;
import io.jenkins.plugins.delivery.testbed.http.StandInServer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A deployed application in one environment: a page under {@code /}, its state under {@code /health} and what it is under
 * {@code /version}. Until something is {@linkplain #deploy deployed} it answers 503. Slow is {@link #delay}, down is {@link #stop}.
 */
public final class SampleService extends StandInServer {

    private final String name;
    private final String environment;
    private final Map<String, Behaviour> faulty = new LinkedHashMap<>();
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
                .get("/", call -> page())
                .get("/health", call -> health())
                .get("/version", call -> about());
    }

    private synchronized Answer page() {
        checkUp();
        boolean wrong = behaviour == Behaviour.WRONG;
        String text = wrong ? "It works!" : name + " " + version + " (" + environment + ")";
        return Answer.text(
                200, "text/html; charset=utf-8", "<!DOCTYPE html><title>" + text + "</title><h1>" + text + "</h1>");
    }

    private synchronized Answer health() {
        checkUp();
        return Answer.json(200, Map.of("status", "UP"));
    }

    private synchronized Answer about() {
        checkUp();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("version", behaviour == Behaviour.WRONG ? "0.0.0" : version);
        json.put("environment", environment);
        return Answer.json(200, json);
    }

    private void checkUp() {
        boolean fails = version.isEmpty()
                || behaviour == Behaviour.UNHEALTHY
                || (behaviour == Behaviour.FLAKY && served % 2 == 0);
        served++;
        if (fails) {
            String reason = version.isEmpty() ? "nothing is deployed" : "the service is not healthy";
            throw new Refusal(Answer.json(503, Map.of("status", "DOWN", "message", reason)));
        }
    }
}
