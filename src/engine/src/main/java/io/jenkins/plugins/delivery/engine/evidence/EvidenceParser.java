package io.jenkins.plugins.delivery.engine.evidence;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads {@link EvidenceJson}. A field that this version does not know may change the meaning of the others, so a record with one is
 * refused as a whole.
 */
final class EvidenceParser {

    private EvidenceParser() {}

    /** @throws TerminalException when it is no record of this format, with the reason */
    static EvidenceRecord parse(byte[] json) {
        return record(StrictJson.of(json));
    }

    private static EvidenceRecord record(StrictJson json) {
        if (!EvidenceJson.FORMAT.equals(json.text("format"))) {
            throw StrictJson.refused(
                    "its format is '" + json.text("format") + "' and not " + EvidenceJson.FORMAT, null);
        }
        if (json.number("formatVersion") != EvidenceJson.FORMAT_VERSION) {
            throw StrictJson.refused(
                    "its format has the version " + json.number("formatVersion") + ", and this program knows "
                            + EvidenceJson.FORMAT_VERSION + " only",
                    null);
        }
        EvidenceRecord.Subject subject = new EvidenceRecord.Subject(
                json.needed("service"), json.needed("version"), json.text("commit"), json.text("tree"));
        EvidenceRecord.Origin origin = new EvidenceRecord.Origin(
                json.moment("recorded"), json.text("run"), json.text("previous"), json.texts("earlier"));
        EvidenceRecord.Scan scan = json.inner("scan", EvidenceParser::scan);
        if (scan == null) {
            throw StrictJson.refused("scan is missing", null);
        }
        return json.done(new EvidenceRecord(
                subject,
                origin,
                json.inner(
                        "image",
                        image -> new EvidenceRecord.Image(
                                image.needed("repository"), image.needed("digest"), image.number("size"))),
                json.inner(
                        "chart",
                        chart -> new EvidenceRecord.Chart(
                                chart.text("repository"),
                                chart.needed("name"),
                                chart.needed("version"),
                                chart.text("digest"),
                                chart.text("archive"),
                                chart.text("content"))),
                scan,
                json.each("tests", EvidenceParser::test),
                json.each(
                        "promotions",
                        promotion -> new EvidenceRecord.Promotion(
                                promotion.needed("environment"),
                                promotion.text("commit"),
                                promotion.needed("state"),
                                promotion.text("approver"),
                                new EvidenceRecord.Moment(promotion.text("run"), promotion.moment("at"))))));
    }

    private static EvidenceRecord.Scan scan(StrictJson scan) {
        Map<String, Long> counts = scan.inner("counts", json -> {
            Map<String, Long> numbers = new LinkedHashMap<>();
            json.names().forEach(name -> numbers.put(name, json.number(name)));
            return numbers;
        });
        return new EvidenceRecord.Scan(
                verdict(scan),
                scan.text("state"),
                counts == null ? Map.of() : counts,
                scan.text("digest"),
                scan.text("delta"),
                scan.moment("at"));
    }

    private static EvidenceRecord.TestVerdict test(StrictJson test) {
        return new EvidenceRecord.TestVerdict(
                test.needed("name"),
                test.text("environment"),
                verdict(test),
                test.inner(
                        "counts",
                        counts -> new EvidenceRecord.Counts(
                                counts.number("total"),
                                counts.number("failed"),
                                counts.number("errors"),
                                counts.number("skipped"))),
                test.text("message"),
                new EvidenceRecord.Moment(test.text("run"), test.moment("at")));
    }

    private static ProofVerdict verdict(StrictJson json) {
        String text = json.needed("verdict");
        return ProofVerdict.of(text)
                .orElseThrow(
                        () -> StrictJson.refused("the verdict '" + text + "' is none that this program knows", null));
    }
}
