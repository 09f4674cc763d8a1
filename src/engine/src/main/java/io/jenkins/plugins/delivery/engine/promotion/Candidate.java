package io.jenkins.plugins.delivery.engine.promotion;

/**
 * What is about to be brought to an environment.
 *
 * @param env where
 * @param service that is brought
 * @param version of it
 * @param digest of its image; null when it is not known
 * @param chartVersion null when there is none
 * @param chartContent digest of the chart without its versions; null when there is none
 * @param commit that was built; null when it is not known
 * @param after environment that the build must have passed before; null for none
 * @param sameDigest whether image and chart must be those that passed there
 */
public record Candidate(
        String env,
        String service,
        String version,
        String digest,
        String chartVersion,
        String chartContent,
        String commit,
        String after,
        boolean sameDigest) {

    static Candidate of(ArgoPromoteRequest request) {
        return new Candidate(
                request.env(),
                request.service(),
                request.version(),
                request.digest(),
                request.chartVersion(),
                request.chartContent(),
                request.commit(),
                request.after(),
                request.sameDigest());
    }
}
