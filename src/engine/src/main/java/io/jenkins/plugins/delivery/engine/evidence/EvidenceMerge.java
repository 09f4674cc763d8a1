package io.jenkins.plugins.delivery.engine.evidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of a build: what its records say so far, and what the results of this run add. */
final class EvidenceMerge {

    /** Records of other versions that are named; the newest say most. */
    private static final int MOST_EARLIER = 10;

    private final EvidenceRecord.Subject subject;
    private final List<EvidenceRecord> own;
    private final List<EvidenceRecord> earlier = new ArrayList<>();

    /** @param records of the same image or chart */
    EvidenceMerge(EvidenceRecord.Subject subject, List<EvidenceRecord> records) {
        this.subject = subject;
        List<EvidenceRecord> found = newestFirst(records);
        this.own = found.stream().filter(record -> record.sameBuild(subject)).toList();
        Map<String, EvidenceRecord> newest = new LinkedHashMap<>();
        found.stream()
                .filter(record -> !record.sameBuild(subject))
                .forEach(record -> newest.putIfAbsent(
                        record.subject().service() + " " + record.subject().version(), record));
        newest.values().stream().limit(MOST_EARLIER).forEach(earlier::add);
    }

    /** The newest record of the build itself. */
    Optional<EvidenceRecord> newest() {
        return own.stream().findFirst();
    }

    /** The newest record of each other version, newest first. */
    List<EvidenceRecord> earlier() {
        return earlier;
    }

    /**
     * The record after this run: the newest one when nothing is new, else one that adds to it.
     *
     * @param chart of this run with its archive; null when there is none
     */
    EvidenceRecord with(EvidenceInput input, EvidenceRecord.Chart chart, EvidenceRecord.Moment where) {
        EvidenceRecord.Scan scan = null;
        EvidenceRecord.Image image = null;
        EvidenceRecord.Chart known = null;
        Map<String, EvidenceRecord.TestVerdict> tests = new LinkedHashMap<>();
        Map<String, EvidenceRecord.Promotion> promotions = new LinkedHashMap<>();
        List<EvidenceRecord> oldestFirst = new ArrayList<>(own);
        Collections.reverse(oldestFirst);
        for (EvidenceRecord record : oldestFirst) {
            scan = record.scan().verdict() == ProofVerdict.NOT_SCANNED && scan != null ? scan : record.scan();
            image = record.image() == null ? image : record.image();
            known = record.chart() == null ? known : record.chart();
            record.tests().forEach(test -> put(tests, test.key(), test));
            record.promotions().forEach(promotion -> promotions.put(promotion.key(), promotion));
        }
        Optional<EvidenceRecord.Scan> scanned = input.scan(where.at());
        if (scanned.isPresent() && (scan == null || !scanned.get().sameAs(scan))) {
            scan = scanned.get();
        }
        if (scan == null) {
            scan = new EvidenceRecord.Scan(ProofVerdict.NOT_SCANNED, null, Map.of(), null, null, where.at());
        }
        for (EvidenceRecord.TestVerdict test : input.tests(where)) {
            EvidenceRecord.TestVerdict before = tests.get(test.key());
            if (before == null || !test.sameAs(before)) {
                put(tests, test.key(), test);
            }
        }
        for (EvidenceRecord.Promotion promotion : input.promotions(where)) {
            EvidenceRecord.Promotion before = promotions.get(promotion.key());
            if (before == null || !promotion.sameAs(before)) {
                promotions.put(promotion.key(), promotion);
            }
        }
        EvidenceRecord next = new EvidenceRecord(
                subject,
                new EvidenceRecord.Origin(
                        where.at(),
                        where.run(),
                        newest().map(EvidenceRecord::digest).orElse(null),
                        earlier.stream().map(EvidenceRecord::digest).toList()),
                input.image().orElse(image),
                chart == null ? known : chart,
                scan,
                List.copyOf(tests.values()),
                List.copyOf(promotions.values()));
        return newest().filter(next::provesTheSame).orElse(next);
    }

    /** The newest verdict of a test stands last. */
    private static void put(
            Map<String, EvidenceRecord.TestVerdict> tests, String key, EvidenceRecord.TestVerdict test) {
        tests.remove(key);
        tests.put(key, test);
    }

    /** By time; what was recorded within one second by what adds to what. */
    private static List<EvidenceRecord> newestFirst(List<EvidenceRecord> records) {
        Map<String, EvidenceRecord> byDigest = new HashMap<>();
        records.forEach(record -> byDigest.put(record.digest(), record));
        return records.stream()
                .sorted(Comparator.comparing(
                                (EvidenceRecord record) -> record.origin().recorded())
                        .thenComparing(record -> additions(record, byDigest))
                        .reversed())
                .toList();
    }

    /** How many of the known records it adds to, one after the other; a digest cannot be in its own past. */
    private static int additions(EvidenceRecord record, Map<String, EvidenceRecord> known) {
        int before = 0;
        for (EvidenceRecord at = record; at != null; at = known.get(at.origin().previous())) {
            before++;
        }
        return before;
    }
}
