package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import java.util.Optional;

/**
 * The message of a release tag, the only writer and the only reader of it. People see the version and the reason; the trailers are for
 * programs. A tag that somebody made by hand reads as one that says nothing.
 *
 * @param version without the tag's prefix
 * @param reason why this version
 * @param run URL or name of the run that made the tag
 * @param commit object id of the tagged commit
 * @param tree object id of the commit's tree
 * @param previous the release before
 * @param digest digest of the image, when it was known before the tag
 */
public record TagMessage(
        Optional<String> version,
        String reason,
        Optional<String> run,
        Optional<String> commit,
        Optional<String> tree,
        Optional<String> previous,
        Optional<String> digest) {

    /** The whole message. */
    public String text() {
        return new Trailers()
                .add(Trailers.VERSION, version.orElse(null))
                .add(Trailers.PREVIOUS, previous.orElse(null))
                .add(Trailers.SOURCE_COMMIT, commit.orElse(null))
                .add(Trailers.TREE, tree.orElse(null))
                .add(Trailers.DIGEST, digest.orElse(null))
                .add(Trailers.RUN, run.orElse(null))
                .message("Release " + version.orElse("without a version"), reason);
    }

    /** Reads a message without its signature. */
    public static TagMessage of(String text) {
        Trailers trailers = Trailers.of(text);
        return new TagMessage(
                Optional.ofNullable(trailers.get(Trailers.VERSION)),
                reason(text),
                Optional.ofNullable(trailers.get(Trailers.RUN)),
                Optional.ofNullable(trailers.get(Trailers.SOURCE_COMMIT)),
                Optional.ofNullable(trailers.get(Trailers.TREE)),
                Optional.ofNullable(trailers.get(Trailers.PREVIOUS)),
                Optional.ofNullable(trailers.get(Trailers.DIGEST)));
    }

    private static String reason(String text) {
        String[] paragraphs = text.strip().split("\\n\\s*\\n");
        return paragraphs.length < 3 ? "" : paragraphs[1].strip();
    }
}
