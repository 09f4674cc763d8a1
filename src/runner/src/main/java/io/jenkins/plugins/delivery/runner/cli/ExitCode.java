package io.jenkins.plugins.delivery.runner.cli;

/** Exit codes of the commands beside those of a build's result. */
final class ExitCode {

    static final int SUCCESS = 0;
    /** A build that failed, a step that failed, a Jenkinsfile with problems. */
    static final int FAILURE = 1;
    /** A command line that is not understood, or input that was refused before anything ran. */
    static final int USAGE = 64;

    private ExitCode() {}
}
