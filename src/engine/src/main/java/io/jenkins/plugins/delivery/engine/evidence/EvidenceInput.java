package io.jenkins.plugins.delivery.engine.evidence;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.image.ImageRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The results of earlier steps, as far as a record needs them. */
record EvidenceInput(
        Map<String, Object> imageResult,
        Map<String, Object> chartResult,
        Map<String, Object> scanResult,
        Map<String, Object> testResults,
        Map<String, Object> promotionResults) {

    private static final String SCHEME = "oci://";
    /** More tests than anybody names; the cases inside are only counted. */
    private static final int MOST = 100;

    /** Everything that is wrong with them, as clauses. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        Instant any = Instant.EPOCH;
        check(problems, this::image);
        check(problems, this::chart);
        check(problems, () -> scan(any));
        checkEach("tests", testResults, problems, name -> test(name, new EvidenceRecord.Moment(null, any)));
        checkEach("promotions", promotionResults, problems, name -> promotion(name, null, any));
        return problems;
    }

    Optional<EvidenceRecord.Image> image() {
        if (imageResult.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = new Fields("image", imageResult);
        String image = fields.text("image");
        int at = image == null ? -1 : image.lastIndexOf('@');
        String repository = at > 0 ? image.substring(0, at) : fields.text("repository");
        String digest = fields.digest("digest");
        if (repository == null || digest == null) {
            throw fields.wrong("needs its repository and digest; pass the result of imagePush");
        }
        if (at > 0 && !image.substring(at + 1).equals(digest)) {
            throw fields.wrong("names two digests, " + image.substring(at + 1) + " and " + digest);
        }
        return Optional.of(new EvidenceRecord.Image(fields.repository(repository), digest, fields.number("size")));
    }

    /** The chart without the digest of its archive, which the registry tells. */
    Optional<EvidenceRecord.Chart> chart() {
        if (chartResult.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = new Fields("chart", chartResult);
        String name = fields.required("name");
        String version = fields.required("version");
        String reference = fields.text("ociReference");
        String digest = fields.digest("digest");
        String repository = null;
        if (reference != null && digest != null) {
            String end = ":" + version;
            if (!reference.startsWith(SCHEME) || !reference.endsWith(end)) {
                throw fields.wrong("has the ociReference '" + reference + "', which is not oci://…:" + version);
            }
            repository = fields.repository(reference.substring(SCHEME.length(), reference.length() - end.length()));
            if (!ImageRepository.isTag(version)) {
                throw fields.wrong("has the version '" + version + "', which is not a legal OCI tag");
            }
        }
        return Optional.of(new EvidenceRecord.Chart(repository, name, version, digest, null, fields.digest("content")));
    }

    /** @param at when it was recorded */
    Optional<EvidenceRecord.Scan> scan(Instant at) {
        if (scanResult.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = new Fields("scan", scanResult);
        Map<String, Long> counts = new LinkedHashMap<>();
        new Fields("scan.counts", fields.map("counts")).numbers(counts);
        return Optional.of(new EvidenceRecord.Scan(
                fields.verdict(), fields.text("status"), counts, fields.digest("digest"), fields.text("delta"), at));
    }

    List<EvidenceRecord.TestVerdict> tests(EvidenceRecord.Moment where) {
        return testResults.keySet().stream().map(name -> test(name, where)).toList();
    }

    List<EvidenceRecord.Promotion> promotions(EvidenceRecord.Moment where) {
        return promotionResults.keySet().stream()
                .map(environment -> promotion(environment, where.run(), where.at()))
                .toList();
    }

    private EvidenceRecord.TestVerdict test(String name, EvidenceRecord.Moment where) {
        Object said = testResults.get(name);
        Fields fields = new Fields(
                "tests." + name, said instanceof Map<?, ?> map ? Fields.plain(map) : Map.of("verdict", "" + said));
        ProofVerdict verdict = fields.verdict();
        if (verdict == ProofVerdict.NOT_SCANNED) {
            throw fields.wrong("cannot be " + verdict.text() + "; leave out what did not run");
        }
        Map<String, Object> counted = fields.map("tests");
        Fields tests = new Fields("tests." + name + ".tests", counted);
        EvidenceRecord.Counts counts = counted.isEmpty()
                ? null
                : new EvidenceRecord.Counts(
                        tests.number("total"), tests.number("failed"), tests.number("errors"), tests.number("skipped"));
        return new EvidenceRecord.TestVerdict(
                fields.name(name), fields.text("env"), verdict, counts, fields.text("message"), where);
    }

    private EvidenceRecord.Promotion promotion(String environment, String run, Instant at) {
        if (!(promotionResults.get(environment) instanceof Map<?, ?> result)) {
            throw new InvalidInputException(
                    "evidenceRecord", List.of("promotions." + environment + " is not a result of argoPromote"));
        }
        Fields fields = new Fields("promotions." + environment, Fields.plain(result));
        return new EvidenceRecord.Promotion(
                fields.name(environment),
                fields.text("commit"),
                fields.required("state"),
                fields.text("approver"),
                new EvidenceRecord.Moment(run, at));
    }

    private static void check(List<String> problems, Runnable reading) {
        try {
            reading.run();
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
        }
    }

    private static void checkEach(
            String what, Map<String, Object> results, List<String> problems, java.util.function.Consumer<String> read) {
        if (results.size() > MOST) {
            problems.add(what + " has " + results.size() + " entries, more than the " + MOST + " that a record holds");
        }
        results.keySet().forEach(name -> check(problems, () -> read.accept(name)));
    }
}
