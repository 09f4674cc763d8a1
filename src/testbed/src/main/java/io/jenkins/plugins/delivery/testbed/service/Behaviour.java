package io.jenkins.plugins.delivery.testbed.service;

/** How a version of the sample service behaves while it runs. */
public enum Behaviour {
    /** Everything as it should be. */
    NORMAL,
    /** Answers 200, but with the page of something else and the wrong version. */
    WRONG,
    /** Answers every second request with 503, beginning with the first. */
    FLAKY,
    /** Says of itself that it is down; its pages fail. */
    UNHEALTHY,
    /** Its pages need {@link SampleService#SLOWNESS} longer; everything else is as it should be. */
    SLOW,
    /** Writes what is searched for into its page as it came, so that a script in it would run. */
    LEAKING
}
