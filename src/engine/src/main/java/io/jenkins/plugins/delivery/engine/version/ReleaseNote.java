package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import java.util.Optional;

/**
 * What became known of a release after its tag was made: a tag never moves, so this stands beside it.
 *
 * @param state how far it came
 * @param digest digest of its image
 * @param run the run that says so
 * @param reason why, for people
 */
public record ReleaseNote(ReleaseState state, Optional<String> digest, Optional<String> run, Optional<String> reason) {

    /** The note as text. */
    public String text(String tag) {
        return new Trailers()
                .add(Trailers.STATE, state.text())
                .add(Trailers.DIGEST, digest.orElse(null))
                .add(Trailers.RUN, run.orElse(null))
                .add(Trailers.REASON, reason.orElse(null))
                .message(tag + " is " + state.text());
    }

    /** Reads a note; one whose state is unknown, such as a later version's, says no more than that the tag is there. */
    public static ReleaseNote of(String text) {
        Trailers trailers = Trailers.of(text);
        return new ReleaseNote(
                ReleaseState.named(trailers.get(Trailers.STATE)).orElse(ReleaseState.RESERVED),
                Optional.ofNullable(trailers.get(Trailers.DIGEST)),
                Optional.ofNullable(trailers.get(Trailers.RUN)),
                Optional.ofNullable(trailers.get(Trailers.REASON)));
    }

    /**
     * What stands after another run has something to say. Whoever comes first in a state keeps it, and what was published stays
     * published whatever fails later, so the result does not depend on which of two equal claims was faster.
     *
     * @param tag for the message
     * @throws TerminalException when both name an image and not the same one: a version has one content
     */
    public ReleaseNote joined(ReleaseNote later, String tag) {
        if (digest.isPresent() && later.digest.isPresent() && !digest.equals(later.digest)) {
            throw new TerminalException(
                    "Tag " + tag + " is recorded with image " + digest.get() + by() + ", and this run has "
                            + later.digest.get() + ".",
                    "One version has one image: use the recorded one, or release a new commit.");
        }
        if (state == ReleaseState.BUILT) {
            return digest.isPresent() || later.digest.isEmpty()
                    ? this
                    : new ReleaseNote(state, later.digest, later.run, reason);
        }
        if (later.state == state) {
            return digest.isPresent() || later.digest.isEmpty() ? this : later;
        }
        return new ReleaseNote(later.state, later.digest.or(() -> digest), later.run, later.reason);
    }

    private String by() {
        return run.map(name -> " by " + name).orElse("");
    }
}
