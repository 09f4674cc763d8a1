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

    /** One open stream: JSON events in order. */
    static final class Subscriber {
        private final Predicate<Application> wanted;
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

        private Subscriber(Predicate<Application> wanted) {
            this.wanted = wanted;
        }

        /** The next event; waits for it. */
        String next() throws InterruptedException {
            return events.take();
        }
    }

    Subscriber subscribe(Predicate<Application> wanted, List<Application> current) {
        Subscriber subscriber = new Subscriber(wanted);
        current.stream().filter(wanted).forEach(app -> subscriber.events.add(event("ADDED", app)));
        subscribers.add(subscriber);
        return subscriber;
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
