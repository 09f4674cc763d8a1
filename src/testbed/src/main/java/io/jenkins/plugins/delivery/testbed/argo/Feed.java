package io.jenkins.plugins.delivery.testbed.argo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.delivery.testbed.http.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

/** Changes of applications for the watch streams. */
final class Feed {

    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final Valve valve = new Valve();

    /** Holds events back, as a proxy does that buffers. */
    private static final class Valve {
        private boolean shut;

        synchronized void pass() throws InterruptedException {
            while (shut) {
                wait();
            }
        }

        synchronized void set(boolean value) {
            shut = value;
            notifyAll();
        }
    }

    /** The event after which a stream ends. */
    static final String CUT = "";

    /** One open stream: JSON events in order. */
    static final class Subscriber {
        private final Predicate<Application> wanted;
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        private final Valve valve;

        private Subscriber(Predicate<Application> wanted, Valve valve) {
            this.wanted = wanted;
            this.valve = valve;
        }

        /** The next event; waits for it. */
        String next() throws InterruptedException {
            String event = events.take();
            valve.pass();
            return event;
        }
    }

    Subscriber subscribe(Predicate<Application> wanted, List<Application> current) {
        Subscriber subscriber = new Subscriber(wanted, valve);
        current.stream().filter(wanted).forEach(app -> subscriber.events.add(event("ADDED", app)));
        subscribers.add(subscriber);
        return subscriber;
    }

    void hold(boolean held) {
        valve.set(held);
    }

    /** Ends every stream that is open. */
    void cut() {
        subscribers.forEach(subscriber -> subscriber.events.add(CUT));
    }

    /** How many streams are open. */
    int open() {
        return subscribers.size();
    }

    void unsubscribe(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    void publish(String type, Application app) {
        for (Subscriber subscriber : subscribers) {
            if (subscriber.wanted.test(app)) {
                subscriber.events.add(event(type, app));
            }
        }
    }

    private static String event(String type, Application app) {
        ObjectNode application = Json.mapper().valueToTree(ApplicationJson.of(app));
        return Json.write(Map.of("result", Map.of("type", type, "application", application)));
    }
}
