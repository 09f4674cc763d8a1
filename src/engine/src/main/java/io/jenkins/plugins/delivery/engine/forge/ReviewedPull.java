package io.jenkins.plugins.delivery.engine.forge;

import java.util.List;

/**
 * A pull request with what people said of it.
 *
 * @param number its number in the repository
 * @param url where people read it
 * @param base branch that it is merged to
 * @param head the newest commit of its branch
 * @param author login of who opened it
 * @param reviews the last word of everybody who approved or asked for changes
 */
public record ReviewedPull(long number, String url, String base, String head, String author, List<Review> reviews) {

    /**
     * The last word of somebody.
     *
     * @param login who said it
     * @param approved whether it is a yes; a no otherwise
     * @param commit that was looked at; null when the site does not tell
     * @param counts whether the site counts it: a program's, or that of somebody who may not write, does not
     */
    public record Review(String login, boolean approved, String commit, boolean counts) {}

    public ReviewedPull {
        reviews = List.copyOf(reviews);
    }

    /**
     * Who approved it, the author left out.
     *
     * @param stale whether an approval of an older commit counts
     */
    List<String> approvers(boolean stale) {
        return reviews.stream()
                .filter(review -> review.approved() && review.counts())
                .filter(review -> !review.login().equals(author))
                .filter(review ->
                        stale || review.commit() == null || review.commit().equals(head))
                .map(Review::login)
                .distinct()
                .toList();
    }

    /** Who asked for changes and has not approved since. */
    List<String> opponents() {
        return reviews.stream()
                .filter(review -> !review.approved() && review.counts())
                .map(Review::login)
                .toList();
    }
}
