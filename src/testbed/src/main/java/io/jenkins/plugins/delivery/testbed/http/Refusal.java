package io.jenkins.plugins.delivery.testbed.http;

/** Thrown by a handler to end a request with an error answer. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    /** Ends the request with this answer. */
    public Refusal(Answer answer) {
        this(answer, null);
    }

    /** Ends the request with this answer; the cause is kept for whoever debugs the stand-in. */
    public Refusal(Answer answer, Throwable cause) {
        super("refused with HTTP status " + answer.status(), cause);
        this.answer = answer;
    }

    /** What the caller gets. */
    public Answer answer() {
        return answer;
    }
}
