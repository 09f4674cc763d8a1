package io.jenkins.plugins.delivery.engine.version;

import java.util.Optional;

/**
 * Everything that is recorded of one release: what its tag says and what was noted later.
 *
 * @param tag its name
 * @param object object id of the tag itself, which notes are about; the commit's for a lightweight tag
 * @param commit object id of the tagged commit
 * @param message what the tag says
 * @param note what was noted later
 */
public record ReleaseRecord(String tag, String object, String commit, TagMessage message, Optional<ReleaseNote> note) {

    public ReleaseState state() {
        return note.map(ReleaseNote::state).orElse(ReleaseState.RESERVED);
    }

    /** Digest of the image, from the tag or noted later. */
    public Optional<String> digest() {
        return note.flatMap(ReleaseNote::digest).or(message::digest);
    }

    /** The run that made the tag. */
    public Optional<String> reservedBy() {
        return message.run();
    }

    /** The record with another note. */
    public ReleaseRecord with(ReleaseNote other) {
        return new ReleaseRecord(tag, object, commit, message, Optional.of(other));
    }

    /** For sentences: {@code v1.4.1 was reserved by http://…/7/ and abandoned}. */
    public String described() {
        String by = reservedBy().map(run -> " by " + run).orElse(" by a run that did not name itself");
        return tag + " was reserved" + by
                + switch (state()) {
                    case RESERVED -> "";
                    case BUILT ->
                        " and built" + digest().map(digest -> " as " + digest).orElse("");
                    case ABANDONED ->
                        " and abandoned"
                                + note.flatMap(ReleaseNote::reason)
                                        .map(why -> " (" + why + ")")
                                        .orElse("");
                };
    }
}
