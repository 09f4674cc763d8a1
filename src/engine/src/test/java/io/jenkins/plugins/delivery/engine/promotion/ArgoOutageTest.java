package io.jenkins.plugins.delivery.engine.promotion;

import static io.jenkins.plugins.delivery.engine.promotion.WaitFault.APP;
import static io.jenkins.plugins.delivery.engine.promotion.WaitFault.fault;

import io.jenkins.plugins.delivery.engine.promotion.WaitFault.End;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Argo CD that refuses, answers nonsense, is late or away: before the push nothing is done, after it a short outage is waited out. */
class ArgoOutageTest {

    private static final String PATH = "/api/v1/applications/" + APP;
    private static final String HTML = "<html><body>Please log in</body></html>";

    @TempDir
    Path directory;

    static Stream<WaitFault> beforeThePush() {
        List<WaitFault> faults = new ArrayList<>();
        for (int status : List.of(429, 500, 502, 503, 504)) {
            faults.add(fault("preflight: " + status + " that stays")
                    .before(world -> world.argo.failAlways(status))
                    .ends(End.NOTHING_DONE, " answered GET " + PATH + " with " + status));
        }
        faults.add(
                fault("preflight: 401")
                        .before(world -> world.argo.revoke(world.argo.token()))
                        .ends(
                                End.NOTHING_DONE,
                                " with 401: invalid session: token signature is invalid. Check the credentials and what they may do."));
        faults.add(fault("preflight: 403 of an application that is not there")
                .with("app", "paiments-${env}")
                .ends(End.NOTHING_DONE, "check that 'paiments-stage' is there, or set project."));
        faults.add(
                fault("preflight: 404")
                        .with("app", "paiments-${env}")
                        .with("project", "default")
                        .ends(
                                End.NOTHING_DONE,
                                " has no application 'paiments-stage' in project 'default'. Create it, or correct app or project."));
        faults.add(fault("preflight: the page of a log-in proxy")
                .before(world -> world.argo.failNext(1, 200, HTML, Map.of("Content-Type", "text/html")))
                .ends(End.NOTHING_DONE, "with something that is not JSON: " + HTML));
        faults.add(fault("preflight: nothing listens")
                .before(world -> world.argo.stop())
                .ends(End.NOTHING_DONE, " cannot be reached ("));
        faults.add(fault("preflight: no answer")
                .impatient()
                .before(world -> world.argo.hang())
                .ends(End.NOTHING_DONE, " did not answer GET " + PATH + " within 300ms."));
        faults.add(fault("preflight: a short outage")
                .before(world -> world.argo.failNext(3, 503))
                .ends(End.DEPLOYED, "Asked again in 1s.", "Asked again in 4s."));
        return faults.stream();
    }

    static Stream<WaitFault> remoteTrouble() {
        List<WaitFault> faults = new ArrayList<>();
        for (int status : List.of(429, 500, 502, 503, 504)) {
            faults.add(fault(status + " for a while")
                    .then(world -> world.argo.failNext(3, status))
                    .ends(End.DEPLOYED, "no news for 0ms (Argo CD at ", " with " + status));
        }
        faults.add(fault("429 that says when to come again")
                .then(world -> world.argo.failNext(1, 429, "{}", Map.of("Retry-After", "7")))
                .ends(End.DEPLOYED, "with 429: {}.) (0ms of 10m)"));
        faults.add(fault("502 with a page")
                .then(world -> world.argo.failNext(2, 502, HTML, Map.of("Content-Type", "text/html")))
                .ends(End.DEPLOYED, "with 502: " + HTML));
        faults.add(fault("the page of a log-in proxy")
                .then(world -> world.argo.failNext(1, 200, HTML, Map.of("Content-Type", "text/html")))
                .ends(End.PUT_BACK, "did not come up: ", "with something that is not JSON: " + HTML));
        faults.add(fault("401: the token was revoked")
                .then(world -> world.argo.revoke(world.argo.token()))
                .ends(End.PUT_BACK, "did not come up: ", "with 401: invalid session"));
        faults.add(fault("403: the permission was taken away")
                .then(world -> world.argo.failNext(1, 403))
                .ends(End.PUT_BACK, "did not come up: ", "answers 403 for an application that does not exist, too"));
        faults.add(fault("no answer for a while")
                .impatient()
                .then(world -> world.argo.hang())
                .at(10, world -> world.argo.recover())
                .ends(End.DEPLOYED, "did not answer GET " + PATH + "?refresh=normal within 300ms."));
        faults.add(fault("slow answers")
                .then(world -> world.argo.delay(Duration.ofMillis(100)))
                .ends(End.DEPLOYED, "Healthy at #, has to stay so for another 20s"));
        faults.add(fault("Argo CD restarts")
                .then(world -> world.argo.stop())
                .at(20, world -> world.argo.restart())
                .ends(End.DEPLOYED, "no news for 18s (Argo CD at ", " cannot be reached ("));
        faults.add(fault("Argo CD stays away")
                .with("timeout", "2m")
                .then(world -> world.argo.stop())
                .ends(End.PUT_BACK, "argoPromote gave up after 2m", " cannot be reached ("));
        return faults.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"beforeThePush", "remoteTrouble"})
    void endsWithItsSentence(WaitFault fault) throws InterruptedException {
        fault.play(directory);
    }
}
