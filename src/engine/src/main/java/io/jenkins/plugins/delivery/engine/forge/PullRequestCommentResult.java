package io.jenkins.plugins.delivery.engine.forge;

import io.jenkins.plugins.delivery.engine.OperationResult;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Outcome of {@code pullRequestComment}.
 *
 * @param number of the pull request; null when there is none
 * @param pull where people read the pull request; null when there is none
 * @param url of the comment; null when there is none
 * @param changed whether this call added or edited it
 * @param problem why nobody was told, a sentence; null when somebody was
 */
public record PullRequestCommentResult(Long number, String pull, String url, boolean changed, String problem)
        implements OperationResult {

    static PullRequestCommentResult told(PullRequest pull, String url, boolean changed) {
        return new PullRequestCommentResult(pull.number(), pull.url(), url, changed, null);
    }

    static PullRequestCommentResult planned(PullRequest pull) {
        return new PullRequestCommentResult(pull.number(), pull.url(), null, false, "dry run: nothing was written");
    }

    static PullRequestCommentResult nobody(String why) {
        return new PullRequestCommentResult(null, null, null, false, why);
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("commented", url != null);
        map.put("changed", changed);
        if (number != null) {
            map.put("number", number);
            map.put("pullRequest", pull);
        }
        if (url != null) {
            map.put("url", url);
        }
        if (problem != null) {
            map.put("problem", problem);
        }
        return map;
    }
}
