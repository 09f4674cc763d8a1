package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import org.eclipse.jgit.lib.ObjectId;

/** Records that stand for another commit, whose message has lost what they say. */
final class Landed {

    private Landed() {}

    /** The commit that such a record stands for; null for any other message. */
    static String by(String message) {
        if (!message.contains(Trailers.LANDED)) {
            return null;
        }
        String commit = Trailers.of(message).get(Trailers.LANDED);
        return commit != null && ObjectId.isId(commit) ? commit : null;
    }
}
