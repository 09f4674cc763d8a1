package io.jenkins.plugins.delivery.engine.evidence;

import java.util.Map;
import java.util.TreeMap;

/**
 * Annotations on the manifest of a chart that got its tag after its proof. Beside the ones of Helm they begin with {@link #PREFIX}:
 *
 * <pre>
 * service, version, commit   what the chart deploys, and the commit it was built from
 * image, image.digest        repository@digest, and the digest alone
 * scan                       the verdict: passed, errored, not-scanned
 * scan.counts                for example "2 high, 1 low"
 * tests                      for example "unit passed (120 tests)"
 * run                        URL of the run
 * evidence                   digest of the record, which refers to the same manifest
 * </pre>
 */
final class EvidenceAnnotations {

    static final String PREFIX = "io.jenkins.plugins.git-flow-delivery.";
    static final String SERVICE = PREFIX + "service";
    static final String VERSION = PREFIX + "version";
    static final String EVIDENCE = PREFIX + "evidence";

    /** Image specification, "Pre-Defined Annotation Keys". */
    static final String CREATED = "org.opencontainers.image.created";

    private static final int LONGEST = 255;

    private EvidenceAnnotations() {}

    static Map<String, String> of(EvidenceRecord record) {
        Map<String, String> annotations = new TreeMap<>();
        put(annotations, "service", record.subject().service());
        put(annotations, "version", record.subject().version());
        put(annotations, "commit", record.subject().commit());
        if (record.image() != null) {
            put(
                    annotations,
                    "image",
                    record.image().repository() + "@" + record.image().digest());
            put(annotations, "image.digest", record.image().digest());
        }
        put(annotations, "scan", record.scan().verdict().text());
        put(annotations, "scan.counts", EvidenceText.counts(record.scan()));
        put(annotations, "tests", EvidenceText.tests(record.tests()));
        put(annotations, "run", record.origin().run());
        put(annotations, "evidence", record.digest());
        return annotations;
    }

    private static void put(Map<String, String> annotations, String name, String value) {
        if (value != null && !value.isEmpty()) {
            annotations.put(PREFIX + name, value.length() <= LONGEST ? value : value.substring(0, LONGEST - 1) + "…");
        }
    }
}
