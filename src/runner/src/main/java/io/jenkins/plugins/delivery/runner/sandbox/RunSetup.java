package io.jenkins.plugins.delivery.runner.sandbox;

import io.jenkins.plugins.delivery.runner.model.SlackMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The runs that one {@code delivery run} makes and what each of them stands in. Without a sandbox that is one run of the
 * repository on the laptop; the sandbox carries its service through develop, release and main in several.
 *
 * <p>The command calls {@link #next()} until it is empty or a run did not succeed, then {@link #close()}; both on one thread.
 */
public interface RunSetup extends AutoCloseable {

    /** The heading of the report over all runs. */
    String title();

    /** Prepares the next run, such as by merging a release; called again only after the run before it succeeded. */
    Optional<Leg> next();

    /** Ends servers and removes files; called once, also after a failure. Repeated calls do nothing. */
    @Override
    void close();

    /**
     * One run.
     *
     * @param source what is checked out
     * @param settings credentials, layers and replacements
     * @param messages the Slack messages seen so far, asked for at the end of the run; an empty list when nobody can tell
     * @param epilogue a sentence to print after the run; empty for none
     */
    record Leg(Source source, HostSettings settings, Supplier<List<SlackMessage>> messages, String epilogue) {}

    /**
     * What is checked out.
     *
     * @param repository a Git checkout or a bare repository on this machine; never written to. Null when there is none, then
     *     {@code checkout scm} is refused
     * @param branch the branch to build; null for what is checked out there
     * @param changeId number of the change request; null when it is none
     * @param changeTarget branch into which the change request goes; null when it is none
     */
    record Source(Path repository, String branch, String changeId, String changeTarget) {}
}
