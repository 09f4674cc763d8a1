package io.jenkins.plugins.delivery.runner.report;

import io.jenkins.plugins.delivery.runner.model.Artifact;
import io.jenkins.plugins.delivery.runner.model.Promotion;
import io.jenkins.plugins.delivery.runner.model.RunModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an environment holds after all runs.
 *
 * @param environment the environment
 * @param service the service
 * @param holds what is there now, in short forms
 * @param change the commit that put it there
 * @param run the run that did it
 */
public record EnvironmentRow(String environment, String service, Held holds, Commit change, By run) {

    private static final int SHORT_DIGEST = 12;
    private static final int SHORT_COMMIT = 8;

    /**
     * @param version the version
     * @param digest the first characters of the digest, without its algorithm; empty when not known
     * @param fullDigest the whole digest
     * @param chart the version of the chart; empty when not known
     * @param sameAs the environment before that holds the same image; empty when none does
     * @param before the version that was there before; after a rollback, the one that was taken back
     */
    public record Held(String version, String digest, String fullDigest, String chart, String sameAs, String before) {}

    /**
     * @param id the first characters of the commit; empty when there is none
     * @param url where it can be seen; empty when nowhere
     * @param rolledBack whether it took an earlier promotion back
     */
    public record Commit(String id, String url, boolean rolledBack) {}

    /**
     * @param id the anchor of the run on the page
     * @param branch its branch
     * @param time when the promotion happened
     */
    public record By(String id, String branch, String time) {}

    /** One row for each environment of each service, in the order of the first promotions. */
    static List<EnvironmentRow> of(List<RunModel> runs, Times times) {
        Map<List<String>, EnvironmentRow> rows = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            String runId = RunView.id(i);
            for (Promotion promotion : runs.get(i).outcome().promotions()) {
                By by = new By(runId, runs.get(i).header().branch(), times.moment(promotion.at()));
                List<String> key = List.of(promotion.service(), promotion.environment());
                rows.put(key, row(promotion, by, sameImage(promotion, rows.values())));
            }
        }
        return List.copyOf(rows.values());
    }

    /** The first characters of a commit id, which people compare. */
    static String shortCommit(String commit) {
        return commit.substring(0, Math.min(SHORT_COMMIT, commit.length()));
    }

    private static EnvironmentRow row(Promotion promotion, By by, String sameAs) {
        Artifact to = promotion.to();
        Held held = new Held(
                to.version(), shortDigest(to.digest()), to.digest(), to.chartVersion(), sameAs, promotion.from());
        Commit commit = new Commit(
                shortCommit(promotion.change().commit()),
                WebLink.of(promotion.change().url()),
                promotion.rolledBack());
        return new EnvironmentRow(promotion.environment(), promotion.service(), held, commit, by);
    }

    private static String sameImage(Promotion promotion, Iterable<EnvironmentRow> before) {
        String digest = promotion.to().digest();
        String same = "";
        for (EnvironmentRow row : before) {
            boolean other = row.service().equals(promotion.service())
                    && !row.environment().equals(promotion.environment());
            if (other && !digest.isEmpty() && row.holds().fullDigest().equals(digest)) {
                same = row.environment();
            }
        }
        return same;
    }

    private static String shortDigest(String digest) {
        String hash = digest.substring(digest.indexOf(':') + 1);
        return hash.substring(0, Math.min(SHORT_DIGEST, hash.length()));
    }
}
