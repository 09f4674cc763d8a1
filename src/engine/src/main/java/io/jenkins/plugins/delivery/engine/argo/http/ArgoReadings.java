package io.jenkins.plugins.delivery.engine.argo.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.http.ApplicationDemand.Place;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Reads of one Argo CD as one user, answered together: equal reads share one answer, and when several applications are asked for one
 * list answers all. Failures are shared in the same way. Thread-safe.
 *
 * <p><b>The rule.</b> A caller gets an answer of another caller only if
 *
 * <ol>
 *   <li>it is still under way or came within the last {@link #WINDOW}, which is shorter than any wait pauses, so that no wait takes one
 *       observation for two;
 *   <li>its request was sent after this process's last refresh or sync of that application had ended;
 *   <li>for an item of a list, the object is not older (by resourceVersion) than the one last seen in a refresh or a single read; after a
 *       sync, or a refresh that failed, the next read is a single one.
 * </ol>
 *
 * <p>So whoever changes Git has to {@link io.jenkins.plugins.delivery.engine.argo.ArgoClient#refresh} before anything he reads counts
 * as later than the change. Refreshes and syncs are never shared.
 */
final class ArgoReadings {

    /** How old a shared answer or failure may be. */
    static final long WINDOW = Duration.ofMillis(500).toNanos();

    /** A list longer than this costs more than it saves. */
    private static final int LONGEST_LIST = 8 << 20;

    /** So many different applications make a list worth it. */
    private static final int ENOUGH = 3;

    private final ArgoUser user;
    private final Effects effects;
    private final LongSupplier nanos;
    private final ApplicationDemand demand;
    private final ListTrust trust;
    private final Outage outage;
    private final Map<Target, SharedRead<ArgoReading>> singles = new HashMap<>();
    private final ArgoDeeds deeds;
    private final ArgoWatch watch;
    private SharedRead<Map<Place, ArgoReading>> list;

    /** @param streaming whether changes may be streamed; if not, everything is read */
    ArgoReadings(ArgoUser user, Effects effects, LongSupplier nanos, boolean streaming) {
        this.user = user;
        this.effects = effects;
        this.nanos = nanos;
        this.demand = new ApplicationDemand(nanos);
        this.trust = new ListTrust(nanos);
        this.outage = new Outage(nanos, WINDOW);
        this.watch = new ArgoWatch(demand, nanos, streaming);
        this.deeds = new ArgoDeeds(user, effects, demand, watch, new Refreshes(nanos));
    }

    ArgoUser user() {
        return user;
    }

    Application get(ArgoHttpClient client) throws InterruptedException {
        Target target = client.target();
        long floor = effects.last(user.address(), target.application());
        demand.asked(target);
        Optional<ArgoReading> told = watch.get(client);
        if (told.isPresent()) {
            return told.get().application();
        }
        outage.check();
        Optional<ArgoReading> item = listed(target) ? item(client, floor) : Optional.empty();
        return (item.isPresent() ? item.get() : single(client, floor)).application();
    }

    boolean live(ArgoHttpClient client) {
        return watch.live(client.target());
    }

    /** Whether {@link #get} answers now without a request: from the stream, or from a list that has just come. */
    boolean atHand(ArgoHttpClient client) {
        Target target = client.target();
        if (watch.tells(target)) {
            return true;
        }
        SharedRead<Map<Place, ArgoReading>> read;
        synchronized (this) {
            read = list;
        }
        boolean came = read != null && read.isDone() && read.isFresh(WINDOW);
        return came && read.isAfter(effects.last(user.address(), target.application())) && listed(target);
    }

    /** Whether an application is looked for in a list. */
    private boolean listed(Target target) {
        int known = demand.knows(target) ? demand.known() : 0;
        return known >= ENOUGH && trust.allows(known);
    }

    /** What these callers do to applications. */
    ArgoDeeds deeds() {
        return deeds;
    }

    void close() {
        watch.close();
    }

    private Optional<ArgoReading> item(ArgoHttpClient client, long floor) throws InterruptedException {
        try {
            return list(client, floor).flatMap(items -> demand.pick(client.target(), items));
        } catch (RetryableException e) {
            if (trust.probes(e, client.target())) {
                return Optional.empty();
            }
            throw e;
        } catch (TerminalException e) {
            trust.refused();
            return Optional.empty();
        }
    }

    private Optional<Map<Place, ArgoReading>> list(ArgoHttpClient client, long floor) throws InterruptedException {
        SharedRead<Map<Place, ArgoReading>> read;
        boolean mine = false;
        synchronized (this) {
            if (list == null || !list.isFresh(WINDOW)) {
                list = new SharedRead<>(effects.next(), nanos);
                mine = true;
            }
            read = list;
        }
        if (mine) {
            return Optional.of(read.run(() -> fetch(client)));
        }
        // Another list for the sake of one application that was just refreshed would be one too many.
        return read.isAfter(floor) ? read.join() : Optional.empty();
    }

    /**
     * Whole applications: the parameter {@code fields} of Argo CD gives only what its own page shows, which is neither conditions nor the
     * time of the comparison nor what a sync has synced (argoproj/argo-cd, {@code forwarder_overwrite.go}).
     */
    private Map<Place, ArgoReading> fetch(ArgoHttpClient client) throws InterruptedException {
        JsonNode json = client.call(http -> http.atMost(LONGEST_LIST).get(demand.path()));
        Map<Place, ArgoReading> items = new HashMap<>();
        for (JsonNode node : json.path("items")) {
            ArgoReading item = ApplicationJson.reading(node);
            items.put(new Place(item.namespace(), item.application().name()), item);
            watch.seen(item);
        }
        outage.answered();
        trust.listed(items.size());
        return items;
    }

    private ArgoReading single(ArgoHttpClient client, long floor) throws InterruptedException {
        Target target = client.target();
        while (true) {
            SharedRead<ArgoReading> read;
            boolean mine = false;
            synchronized (this) {
                read = singles.get(target);
                if (read == null || !read.isFresh(WINDOW) || !read.isAfter(floor)) {
                    singles.values().removeIf(old -> !old.isFresh(WINDOW));
                    read = new SharedRead<>(effects.next(), nanos);
                    singles.put(target, read);
                    mine = true;
                }
            }
            if (mine) {
                return read.run(() -> fetchSingle(client));
            }
            Optional<ArgoReading> answer = read.join();
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    private ArgoReading fetchSingle(ArgoHttpClient client) throws InterruptedException {
        try {
            ArgoReading reading = client.reading();
            outage.answered();
            trust.singleWorked();
            demand.learn(client.target(), reading);
            watch.seen(reading);
            return reading;
        } catch (RetryableException e) {
            outage.failed(client.target(), e);
            throw e;
        }
    }
}
