package io.jenkins.plugins.delivery.engine.evidence;

import io.jenkins.plugins.delivery.engine.image.Digest;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one version has proved so far. A record is never changed: what is proved later makes a new record that names the one before.
 * {@link EvidenceJson} is its written form, and the digest of those bytes is what a ledger or an annotation names.
 *
 * @param subject which version it is about
 * @param origin who wrote it, when, and which record came before
 * @param image null for a service without one
 * @param chart null for a service without one
 * @param scan of the image
 * @param tests one for each test and environment, the newest verdict
 * @param promotions in the order in which they happened
 */
public record EvidenceRecord(
        Subject subject,
        Origin origin,
        Image image,
        Chart chart,
        Scan scan,
        List<TestVerdict> tests,
        List<Promotion> promotions) {

    /**
     * @param service the service
     * @param version of it
     * @param commit that it was built from; null when it is not known
     * @param tree Git id of that commit's tree; null when it is not known
     */
    public record Subject(String service, String version, String commit, String tree) {}

    /**
     * @param recorded when this record was written, to the second
     * @param run URL of the run that wrote it; null when it has none
     * @param previous digest of the record that this one adds to; null for the first
     * @param earlier digests of the newest records of other versions with the same image, for example of the release candidate
     */
    public record Origin(Instant recorded, String run, String previous, List<String> earlier) {

        public Origin {
            earlier = List.copyOf(earlier);
        }
    }

    /**
     * @param repository {@code host/path}
     * @param digest of its manifest or index
     * @param size bytes of everything the image consists of; 0 when it is not known
     */
    public record Image(String repository, String digest, long size) {}

    /**
     * @param repository {@code host/path/name}; null for a chart that is in no registry
     * @param name of the chart
     * @param version of the chart
     * @param digest of the manifest that helmPackage pushed; the one behind the version's tag may carry further annotations, with the
     *     same archive
     * @param archive digest of the .tgz
     * @param content digest of the chart without its versions
     */
    public record Chart(
            String repository, String name, String version, String digest, String archive, String content) {}

    /**
     * @param verdict what the policy said
     * @param state of the scan as the scanner names it; null when nobody scanned
     * @param counts findings that count, by severity, worst first
     * @param digest of the image that was scanned; null when nobody scanned
     * @param delta the difference to what runs in production, as a sentence; null when it is not known
     * @param at when it was recorded
     */
    public record Scan(
            ProofVerdict verdict, String state, Map<String, Long> counts, String digest, String delta, Instant at) {

        public Scan {
            counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        }

        boolean sameAs(Scan other) {
            return equals(new Scan(other.verdict, other.state, other.counts, other.digest, other.delta, at));
        }
    }

    /**
     * @param name of the test or gate
     * @param environment where it ran; null for tests of the build
     * @param counts total, failed, errors, skipped; null when there are none
     * @param message what decided it, as a sentence; null when nothing was said
     * @param where the run and the moment
     */
    public record TestVerdict(
            String name, String environment, ProofVerdict verdict, Counts counts, String message, Moment where) {

        String key() {
            return environment + "/" + name;
        }

        boolean sameAs(TestVerdict other) {
            return equals(new TestVerdict(
                            other.name, other.environment, other.verdict, other.counts, other.message, where))
                    && where.sameRun(other.where);
        }
    }

    /** Test cases of a report. */
    public record Counts(long total, long failed, long errors, long skipped) {}

    /**
     * @param commit of the GitOps repository; null when nothing had to be changed
     * @param state how it ended, as argoPromote says it
     * @param approver who said yes; null when nobody was asked
     * @param where the run and the moment
     */
    public record Promotion(String environment, String commit, String state, String approver, Moment where) {

        String key() {
            return environment + "/" + commit;
        }

        boolean sameAs(Promotion other) {
            return equals(new Promotion(other.environment, other.commit, other.state, other.approver, where))
                    && where.sameRun(other.where);
        }
    }

    /**
     * When something was recorded, and by which run.
     *
     * @param run null when it has no URL
     */
    public record Moment(String run, Instant at) {

        boolean sameRun(Moment other) {
            return java.util.Objects.equals(run, other.run);
        }
    }

    public EvidenceRecord {
        tests = List.copyOf(tests);
        promotions = List.copyOf(promotions);
    }

    /** Digest of the written record: {@code sha256:…}. */
    public String digest() {
        return Digest.of(EvidenceJson.write(this));
    }

    /** Whether both are about the same build: service, version and commit. */
    boolean sameBuild(Subject other) {
        return subject.service().equals(other.service())
                && subject.version().equals(other.version())
                && java.util.Objects.equals(subject.commit(), other.commit());
    }

    /** Whether both prove the same, whoever wrote it and when. */
    boolean provesTheSame(EvidenceRecord other) {
        return subject.equals(other.subject)
                && java.util.Objects.equals(image, other.image)
                && java.util.Objects.equals(chart, other.chart)
                && scan.equals(other.scan)
                && tests.equals(other.tests)
                && promotions.equals(other.promotions);
    }
}
