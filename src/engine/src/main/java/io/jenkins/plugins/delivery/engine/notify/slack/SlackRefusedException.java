package io.jenkins.plugins.delivery.engine.notify.slack;

/** Slack answered and said no: {@code ok: false} with a code of its own. */
final class SlackRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final SlackError error;

    SlackRefusedException(SlackError error, String message) {
        super(message);
        this.error = error;
    }

    SlackError error() {
        return error;
    }
}
