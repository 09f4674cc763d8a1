package io.jenkins.plugins.delivery.runner.model;

import java.util.List;

/**
 * Runs that belong together and are reported on one page, in the order in which they happened: one run, or the runs of
 * develop, release and main that carried a service to production.
 *
 * @param title what the page is headed with
 * @param runs the runs, oldest first
 */
public record Journey(String title, List<RunModel> runs) {

    public Journey {
        title = Text.of(title);
        runs = List.copyOf(runs);
    }

    /** A journey of one run, under the title of the run. */
    public static Journey of(RunModel run) {
        return new Journey(run.header().title(), List.of(run));
    }
}
