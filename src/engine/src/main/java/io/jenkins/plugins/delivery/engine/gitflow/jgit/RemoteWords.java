package io.jenkins.plugins.delivery.engine.gitflow.jgit;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.git.jgit.RemoteFailure;
import io.jenkins.plugins.delivery.engine.git.jgit.ServerWords;
import io.jenkins.plugins.delivery.engine.gitflow.FlowQuery;
import java.util.Locale;

/** Tells apart what JGit and servers report in words only. */
final class RemoteWords {

    private RemoteWords() {}

    /** What a server says of a ref that it would have moved, had the others of an atomic push been fine. */
    static boolean isCollateral(String words) {
        String text = words.toLowerCase(Locale.ROOT);
        return text.contains("transaction aborted")
                || text.contains("atomic push")
                || text.contains("atomic transaction");
    }

    /** A branch or tag that is to be created and is there already is a lost race too. */
    static boolean isLostRace(String words) {
        return ServerWords.isLostRace(words) || words.toLowerCase(Locale.ROOT).contains("already exists");
    }

    /** JGit has no exception of its own for a server without the capability (JGitText.atomicPushNotSupported). */
    static boolean isAtomicMissing(Exception failure) {
        return String.valueOf(failure.getMessage()).contains("Atomic push not supported");
    }

    /** What a failed conversation with the remote means. */
    static DeliveryException unreachable(FlowQuery query, Exception failure, EngineContext context) {
        return RemoteFailure.of(
                query.step() + " could not talk to " + query.remote(), query.remote(), failure, context);
    }
}
