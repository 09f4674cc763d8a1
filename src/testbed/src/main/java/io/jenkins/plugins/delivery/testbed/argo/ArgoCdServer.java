package io.jenkins.plugins.delivery.testbed.argo;

import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.http.Routes;
import io.jenkins.plugins.delivery.testbed.http.StandInServer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A stand-in for Argo CD that follows real GitOps repositories. Everything but the log-in and the version wants a bearer token:
 * {@link #token()}, or one from {@code POST /api/v1/session} with {@link #user()} and {@link #password()}.
 *
 * <p>On a real clock it moves by itself. On a {@link ManualClock} time passes only with {@link ManualClock#advance}, and what is due
 * happens at the next request or {@link #tick()}.
 */
public final class ArgoCdServer extends StandInServer {

    private static final long TICK_MILLIS = 20;

    private final Accounts accounts = new Accounts();
    private final GitFollower git = new GitFollower();
    private final Feed feed = new Feed();
    private final Controller controller;
    private final ScheduledExecutorService ticker;

    private ArgoCdServer(Clock clock, ArgoTimings timings) {
        controller = new Controller(clock, timings, new Renderer(git), feed);
        ticker = clock instanceof ManualClock ? null : ticker();
    }

    /** Starts with the real clock and {@link ArgoTimings#fast()}. */
    public static ArgoCdServer start() {
        return start(Clock.systemUTC(), ArgoTimings.fast());
    }

    /** Starts with a clock, a {@link ManualClock} for example, and timings. */
    public static ArgoCdServer start(Clock clock, ArgoTimings timings) {
        ArgoCdServer server = new ArgoCdServer(clock, timings);
        server.open();
        return server;
    }

    /** A token that is valid from the start. */
    public String token() {
        return accounts.apiToken();
    }

    /** Makes a token invalid, as when it has expired. */
    public void revoke(String token) {
        accounts.revoke(token);
    }

    /** The user that may log in. */
    public String user() {
        return Accounts.USER;
    }

    /** The user's password. */
    public String password() {
        return accounts.password();
    }

    /** Uses these credentials for every Git repository whose URL starts with the prefix. */
    public void repositoryCredentials(String urlPrefix, GitAccess access) {
        git.credentials(urlPrefix, access);
    }

    /** Adds an application that already runs what Git says (Synced, Healthy, one entry of history), its children too. */
    public void define(ArgoApplication application) {
        controller.define(application, true);
    }

    /** Adds an application that has never been synced (OutOfSync, Missing) and lets its life begin. */
    public void create(ArgoApplication application) {
        controller.define(application, false);
    }

    /** Removes an application and what it declares. */
    public void remove(String application) {
        controller.remove(application);
    }

    /** Looks at Git now for every application with a source in this repository, as a webhook does. */
    public void notifyPush(String repoUrl) {
        controller.refreshAll(repoUrl);
    }

    /** Lets everything happen that is due by the clock. */
    public void tick() {
        controller.tick();
    }

    /**
     * Tells the listener what an application runs, each time a rollout ends well and before the health says so. The listener runs under the
     * stand-in's lock: it must be quick and must not call the stand-in over HTTP.
     */
    public void onDeployed(Consumer<DeployedState> listener) {
        controller.onDeployed(listener);
    }

    /** Makes the application Degraded, now and after every rollout. */
    public void degrade(String application, PodReason reason, String message) {
        controller.switches(application, switches -> switches.degraded = new PodFailure(reason, message));
    }

    /** Makes the application Degraded once it runs this version: an image tag, an image digest or a chart version. */
    public void degradeWhenDeployed(String application, String version, PodReason reason, String message) {
        controller.switches(
                application, switches -> switches.degradedVersions.put(version, new PodFailure(reason, message)));
    }

    /** Makes the application Degraded once it runs anything but this version: an image tag, an image digest or a chart version. */
    public void degradeAllBut(String application, String version, PodReason reason, String message) {
        controller.switches(application, switches -> {
            switches.onlyGoodVersion = version;
            switches.everyOtherVersion = new PodFailure(reason, message);
        });
    }

    /** Keeps the next operation (or the current one) Running. */
    public void stickOperation(String application) {
        controller.switches(application, switches -> switches.operationSticks = true);
    }

    /** Keeps the health Progressing after the next sync (or the current rollout). */
    public void stickRollout(String application) {
        controller.switches(application, switches -> switches.rolloutSticks = true);
    }

    /** Lets operations end as Failed with this message. */
    public void failSync(String application, String message) {
        controller.switches(application, switches -> switches.syncFailure = message);
    }

    /** Lets operations end as Failed because the job of a PreSync hook failed with this message. */
    public void failHook(String application, String message) {
        controller.switches(
                application, switches -> switches.hookFailure = new PodFailure(PodReason.CRASH_LOOP_BACK_OFF, message));
    }

    /** What the containers of the application's pods have printed. */
    public void podLog(String application, String... lines) {
        controller.switches(application, switches -> switches.podLog = List.of(lines));
    }

    /** Lets the comparison fail from the next look at Git on: sync status Unknown and a ComparisonError condition. */
    public void comparisonError(String application, String message) {
        controller.switches(application, switches -> switches.comparisonError = message);
    }

    /** Opens a sync window that denies syncs of the application, by hand too; {@link #heal} closes it. */
    public void denySyncs(String application, String schedule, String duration) {
        controller.switches(application, switches -> switches.window = new DenyWindow(schedule, duration));
    }

    /** Removes an application and makes it anew under its name: another object that already runs what Git says. */
    public void replace(ArgoApplication application) {
        controller.remove(application.name());
        controller.define(application, true);
    }

    /** The deletion of the application begins, and does not end. */
    public void beginDeletion(String application) {
        controller.beginDeletion(application);
    }

    /** Ends every open watch stream, as a restart of a proxy does. */
    public void cutStreams() {
        feed.cut();
    }

    /** Holds everything back that streams would send, as a proxy does that buffers; connections stay open. */
    public void holdStreams(boolean held) {
        feed.hold(held);
    }

    /** How many watch streams are open. */
    public int openStreams() {
        return feed.open();
    }

    /** Ends every fault of the application; what was held back goes on. A failed revision is not synced again by itself. */
    public void heal(String application) {
        controller.switches(application, Switches::heal);
    }

    @Override
    public void close() {
        if (ticker != null) {
            ticker.shutdownNow();
        }
        super.close();
    }

    @Override
    protected Routes routes() {
        Routes routes = new Routes().get("/api/version", call -> Answer.json(200, Map.of("Version", "v3.1.0+testbed")));
        accounts.addTo(routes);
        new ReadEndpoints(controller, feed).addTo(routes);
        new OperationEndpoints(controller).addTo(routes);
        new PodEndpoints(controller).addTo(routes);
        return routes;
    }

    @Override
    protected boolean isPublic(RecordedRequest request) {
        return request.path().equals("/api/version")
                || request.path().equals("/api/v1/session") && request.method().equals("POST");
    }

    @Override
    protected boolean accepts(String token) {
        return accounts.knows(token);
    }

    @Override
    protected Answer unauthorized(RecordedRequest request) {
        boolean none = request.header("Authorization").isEmpty();
        return error(401, none ? "no session information" : "invalid session: token signature is invalid");
    }

    @Override
    protected Answer error(int status, String message) {
        return ArgoErrors.answer(status, ArgoErrors.Code.numberFor(status), message);
    }

    private ScheduledExecutorService ticker() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "argo-cd-controller");
            thread.setDaemon(true);
            return thread;
        });
        executor.scheduleWithFixedDelay(this::guardedTick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return executor;
    }

    private void guardedTick() {
        try {
            tick();
        } catch (RuntimeException e) {
            failed(e);
        }
    }
}
