package io.jenkins.plugins.delivery.engine.forge;

import java.util.function.UnaryOperator;

/**
 * What a pull request is to say.
 *
 * @param head branch that is merged
 * @param base branch that it is merged to
 * @param title one line
 * @param body Markdown
 */
public record PullRequestDraft(String head, String base, String title, String body) {

    /** The same without what must not be said; branches keep their names. */
    public PullRequestDraft clean(UnaryOperator<String> redactor) {
        return new PullRequestDraft(head, base, redactor.apply(title), redactor.apply(body));
    }
}
