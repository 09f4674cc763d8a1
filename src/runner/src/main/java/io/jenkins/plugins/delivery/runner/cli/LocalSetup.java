package io.jenkins.plugins.delivery.runner.cli;

import io.jenkins.plugins.delivery.runner.sandbox.HostSettings;
import io.jenkins.plugins.delivery.runner.sandbox.RunSetup;
import java.util.List;
import java.util.Optional;

/** One run of the repository on this machine, against whatever servers its Jenkinsfile names. */
final class LocalSetup implements RunSetup {

    private final String title;
    private Leg leg;

    LocalSetup(String title, Source source, HostSettings settings) {
        this.title = title;
        this.leg = new Leg(source, settings, List::of, "");
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Optional<Leg> next() {
        Optional<Leg> next = Optional.ofNullable(leg);
        leg = null;
        return next;
    }

    @Override
    public void close() {
        leg = null;
    }
}
