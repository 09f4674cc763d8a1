package io.jenkins.plugins.delivery.runner.host;

import java.util.List;

/**
 * A step that a Jenkinsfile may call.
 *
 * @param name its name
 * @param parameters its named parameters; a single unnamed argument is the first. An empty list takes none; {@link #ANY}
 *     takes all
 * @param traits what it asks of the place where it is called
 * @param step what it does
 */
public record StepSpec(String name, List<String> parameters, List<Trait> traits, Step step) {

    /** Takes any named argument, as the functions do that describe job properties. */
    public static final List<String> ANY = List.of("*");

    /** What a step asks of the place where it is called. */
    public enum Trait {
        /** Takes a block. */
        BODY,
        /** Works on files and so must stand in a {@code node}. */
        WORKSPACE,
        /** Changes or decides something, so each call is kept in the record of the run. */
        RECORDED
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    public boolean takesAny() {
        return parameters.equals(ANY);
    }

    public static StepSpec of(String name, List<String> parameters, Step step, Trait... traits) {
        return new StepSpec(name, parameters, List.of(traits), step);
    }
}
