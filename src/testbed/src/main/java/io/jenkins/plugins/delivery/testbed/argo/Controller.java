package io.jenkins.plugins.delivery.testbed.argo;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** All applications of one server behind one lock. Every call first brings the applications to the clock's time. */
final class Controller implements Lifecycle.Effects {

    private final Clock clock;
    private final Lifecycle lifecycle;
    private final Renderer renderer;
    private final Feed feed;
    private final Map<String, Application> applications = new LinkedHashMap<>();
    private final List<Consumer<DeployedState>> listeners = new CopyOnWriteArrayList<>();
    private long resourceVersion = 1000;
    private boolean adopting;

    Controller(Clock clock, ArgoTimings timings, Renderer renderer, Feed feed) {
        this.clock = clock;
        this.renderer = renderer;
        this.feed = feed;
        this.lifecycle = new Lifecycle(renderer, timings, this);
    }

    void onDeployed(Consumer<DeployedState> listener) {
        listeners.add(listener);
    }

    /** Adds an application, or gives it a new definition; with adopt it already runs what Git says. */
    synchronized void define(ArgoApplication spec, boolean adopt) {
        Instant now = clock.instant();
        Application app = applications.get(spec.name());
        if (app == null) {
            app = new Application(spec, now, resourceVersion);
            applications.put(spec.name(), app);
            touch(app);
            feed.publish("ADDED", app);
        } else if (app.spec.equals(spec)) {
            return;
        } else {
            app.spec = spec;
        }
        if (adopt) {
            boolean outer = adopting;
            adopting = true;
            lifecycle.adopt(app, now);
            adopting = outer;
        } else {
            lifecycle.reconcile(app, now);
        }
    }

    synchronized void remove(String name) {
        Application app = applications.remove(name);
        if (app != null) {
            touch(app);
            feed.publish("DELETED", app);
            List.copyOf(app.children).forEach(this::remove);
        }
    }

    synchronized void beginDeletion(String name) {
        Application app = applications.get(name);
        app.deletedAt = clock.instant();
        changed(app);
    }

    /** Brings everything to the clock's time. */
    synchronized void tick() {
        Instant now = clock.instant();
        for (Application app : new ArrayList<>(applications.values())) {
            if (applications.get(app.name()) == app) {
                lifecycle.advance(app, now);
            }
        }
    }

    /** Reads or changes one application under the lock; nothing when there is none of that name. */
    synchronized <T> Optional<T> with(String name, Function<Application, T> action) {
        tick();
        return Optional.ofNullable(applications.get(name)).map(action);
    }

    /** Reads all applications under the lock, ordered by name as the API lists them. */
    synchronized <T> T withAll(Function<List<Application>, T> action) {
        tick();
        return action.apply(applications.values().stream()
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList());
    }

    /** Looks at Git now; a hard refresh does not trust what was rendered before. */
    synchronized void refresh(String name, boolean hard) {
        tick();
        Application app = applications.get(name);
        if (app != null) {
            if (hard) {
                app.target = null;
            }
            Instant now = clock.instant();
            lifecycle.reconcile(app, now);
            lifecycle.advance(app, now);
        }
    }

    /** Looks at Git now for every application that has a source there, as after a webhook. */
    synchronized void refreshAll(String repoUrl) {
        for (Application app : new ArrayList<>(applications.values())) {
            if (app.spec.sources().stream().anyMatch(source -> source.repoUrl().equals(repoUrl))) {
                refresh(app.name(), false);
            }
        }
    }

    /** Starts an operation at given revisions; the caller has checked that it is allowed. */
    synchronized void operate(Application app, Operation.Order order, Rendered content) {
        lifecycle.start(app, Operation.running(order, content, clock.instant()));
        tick();
    }

    /** What the application would be at these target revisions; an empty list means its own. */
    synchronized Rendered render(Application app, List<String> targetRevisions) throws ArgoException {
        List<ArgoSource> sources = new ArrayList<>();
        for (int i = 0; i < app.spec.sources().size(); i++) {
            ArgoSource source = app.spec.sources().get(i);
            sources.add(i < targetRevisions.size() ? source.at(targetRevisions.get(i)) : source);
        }
        ArgoApplication pinned =
                new ArgoApplication(app.name(), app.spec.placement(), sources, app.spec.autoSync(), app.spec.labels());
        return renderer.render(pinned, renderer.resolve(sources));
    }

    /** Changes the application's faults; what they held back goes on from now. */
    synchronized void switches(String name, Consumer<Switches> change) {
        Application app = applications.get(name);
        if (app == null) {
            throw new IllegalArgumentException(
                    "The Argo CD stand-in has no application " + name + "; it has " + applications.keySet() + ".");
        }
        tick();
        change.accept(app.switches);
        app.notBefore = clock.instant();
        tick();
    }

    @Override
    public void changed(Application app) {
        touch(app);
        feed.publish("MODIFIED", app);
    }

    @Override
    public void applied(Application parent, Instant at) {
        Set<String> declared = new LinkedHashSet<>();
        parent.live.manifests().children().forEach(child -> {
            declared.add(child.name());
            declare(parent, child, null);
        });
        parent.live
                .manifests()
                .sets()
                .forEach((set, made) -> made.forEach(child -> {
                    declared.add(child.name());
                    declare(parent, child, set);
                }));
        for (String name : List.copyOf(parent.children)) {
            if (!declared.contains(name)) {
                parent.children.remove(name);
                remove(name);
            }
        }
    }

    /** @param set the ApplicationSet that makes it; null when the parent declares it */
    private void declare(Application parent, ArgoApplication child, String set) {
        parent.children.add(child.name());
        define(child, adopting);
        Application known = applications.get(child.name());
        if (known.parent == null && known.owner == null) {
            known.parent = set == null ? parent.name() : null;
            known.owner = set;
            changed(known);
        }
    }

    @Override
    public void deployed(DeployedState state) {
        listeners.forEach(listener -> listener.accept(state));
    }

    /** The version of the whole list, as a list's metadata shows it. */
    synchronized long resourceVersion() {
        return resourceVersion;
    }

    private void touch(Application app) {
        app.resourceVersion = ++resourceVersion;
    }
}
