package io.jenkins.plugins.delivery.engine.argo.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.argo.http.ApplicationDemand.Place;
import io.jenkins.plugins.delivery.engine.http.JsonLines;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One connection to {@code /api/v1/stream/applications}: first the state of every application that its filter lets through, then each
 * change ({@code v1alpha1ApplicationWatchEvent}). Read by a thread of its own; everything else is thread-safe.
 */
final class ApplicationStream {

    /** What an installation with this many applications sends is more than it saves. */
    private static final int MOST = 5000;

    private static final Duration BEGIN = Duration.ofSeconds(10);

    /** How a stream stands. */
    enum State {
        OPENING,
        OPEN,
        /** It ended, as every connection does once. */
        CUT,
        /** It is refused, or of no use. */
        REFUSED
    }

    private final WatchFilter filter;
    private final LongSupplier nanos;
    private final long begun;
    private final Map<Place, ArgoReading> items = new HashMap<>();
    private State state = State.OPENING;
    private JsonLines lines;
    private boolean closed;
    private long heard;

    ApplicationStream(WatchFilter filter, LongSupplier nanos) {
        this.filter = filter;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    /** @param client whose credential is used; not kept */
    void start(ArgoHttpClient client) {
        Thread thread = new Thread(() -> run(client), "delivery-argo-stream");
        thread.setDaemon(true);
        thread.start();
    }

    WatchFilter filter() {
        return filter;
    }

    synchronized State state() {
        return state;
    }

    /** When it was begun. */
    long begun() {
        return begun;
    }

    /** When something last came through it. */
    synchronized long heard() {
        return heard;
    }

    synchronized Optional<ArgoReading> item(Place place) {
        return state == State.OPEN ? Optional.ofNullable(items.get(place)) : Optional.empty();
    }

    void close() {
        JsonLines open;
        synchronized (this) {
            closed = true;
            open = lines;
        }
        if (open != null) {
            open.close();
        }
    }

    private void run(ArgoHttpClient client) {
        State end = State.CUT;
        try (JsonLines opened = client.call(http -> JsonLines.open(http, filter.path(), BEGIN))) {
            synchronized (this) {
                lines = opened;
                state = State.OPEN;
                heard = nanos.getAsLong();
                if (closed) {
                    return;
                }
            }
            Optional<JsonNode> event = opened.next();
            while (event.isPresent() && take(event.get())) {
                event = opened.next();
            }
        } catch (TerminalException e) {
            end = State.REFUSED;
        } catch (DeliveryException e) {
            // Reads tell of an outage; here it only means that changes have to be asked for.
            end = e instanceof RetryableException ? State.CUT : State.REFUSED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(end);
        }
    }

    private synchronized void end(State end) {
        state = state == State.REFUSED ? State.REFUSED : end;
        items.clear();
    }

    /** @return whether to go on */
    private synchronized boolean take(JsonNode event) {
        heard = nanos.getAsLong();
        if (!event.path("result").path("application").isObject()) {
            return !event.has("error");
        }
        ArgoReading item = ApplicationJson.reading(event.path("result").path("application"));
        Place place = new Place(item.namespace(), item.application().name());
        if (event.path("result").path("type").asText().equals("DELETED")) {
            items.remove(place);
        } else {
            items.put(place, item);
        }
        if (items.size() > MOST) {
            state = State.REFUSED;
            return false;
        }
        return true;
    }
}
