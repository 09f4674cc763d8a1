package io.jenkins.plugins.delivery.runner.model;

/**
 * The card a person reads first when a run did not succeed.
 *
 * @param what what failed, as a sentence
 * @param where the pipeline stage, the environment or the file
 * @param why the reason that was given
 * @param next what to do about it
 */
public record Failure(String what, String where, String why, String next) {

    public Failure {
        what = Text.of(what);
        where = Text.of(where);
        why = Text.of(why);
        next = Text.of(next);
    }
}
