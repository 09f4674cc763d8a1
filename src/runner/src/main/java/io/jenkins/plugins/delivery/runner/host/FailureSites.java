package io.jenkins.plugins.delivery.runner.host;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers where each error of a run was first seen, because the same exception passes many blocks on its way out. */
public final class FailureSites {

    /**
     * @param stageName the stage; empty outside any
     * @param stage its number in the record
     * @param line the line of the script; null when not known
     * @param step the step; empty when the script itself failed
     */
    public record Site(String stageName, long stage, SourceLine line, String step) {}

    private final Map<Throwable, Site> sites = new IdentityHashMap<>();

    private String aftermath;

    synchronized void seen(Throwable thrown, Scope scope, SourceLine line, String step) {
        sites.putIfAbsent(thrown, new Site(scope.stageName(), scope.stage(), line, step));
    }

    /** Something was done because of a failure. */
    public synchronized void followed(String sentence) {
        aftermath = sentence;
    }

    /** What was done last because of a failure; empty for nothing. */
    synchronized Optional<String> aftermath() {
        return Optional.ofNullable(aftermath);
    }

    public synchronized Optional<Site> of(Throwable thrown) {
        return Optional.ofNullable(sites.get(thrown));
    }
}
