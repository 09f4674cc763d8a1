package io.jenkins.plugins.delivery.engine.promotion;

/**
 * What became of one push. Refused credentials are an exception instead, as for every other call.
 *
 * @param kind what is known
 * @param commit the newest commit that was offered
 * @param why the remote's words, without secrets; empty when accepted
 */
public record PushOutcome(Kind kind, String commit, String why) {

    /** What is known of a push. */
    public enum Kind {
        /** The branch is at our commit. */
        ACCEPTED,
        /** Somebody else was faster; nothing of ours is there. */
        LOST_RACE,
        /** The connection broke; our commits may be there or not. */
        UNCERTAIN,
        /** A hook or rule of the server looked at the commits and did not want them; others it may take. */
        DECLINED,
        /** The branch takes no pushes from these credentials, whatever they bring. */
        PROTECTED
    }
}
