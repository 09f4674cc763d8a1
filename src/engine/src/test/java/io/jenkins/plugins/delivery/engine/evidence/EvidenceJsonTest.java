package io.jenkins.plugins.delivery.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.AwsSettings;
import io.jenkins.plugins.delivery.engine.image.RegistrySettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The written record, and what the step takes and refuses. */
class EvidenceJsonTest {

    private static final Instant AT = Instant.parse("2026-11-21T10:15:00Z");
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    private static EvidenceRecord record() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("critical", 0L);
        counts.put("high", 2L);
        EvidenceRecord.Moment moment = new EvidenceRecord.Moment("https://ci.example.org/job/payments/7/", AT);
        return new EvidenceRecord(
                new EvidenceRecord.Subject("payments", "1.4.0", "8b1d0aa", "4f0c1ee"),
                new EvidenceRecord.Origin(AT, moment.run(), null, List.of("sha256:" + "9".repeat(64))),
                new EvidenceRecord.Image("registry.example.org/shop/payments", DIGEST, 1234),
                new EvidenceRecord.Chart(
                        "registry.example.org/charts/payments",
                        "payments",
                        "1.4.0",
                        "sha256:" + "b".repeat(64),
                        "sha256:" + "c".repeat(64),
                        null),
                new EvidenceRecord.Scan(
                        ProofVerdict.PASSED, "COMPLETE", counts, DIGEST, "1 high more than in prod.", AT),
                List.of(new EvidenceRecord.TestVerdict(
                        "Verify stage",
                        "stage",
                        ProofVerdict.PASSED,
                        new EvidenceRecord.Counts(12, 0, 0, 1),
                        "12 tests passed.",
                        moment)),
                List.of(new EvidenceRecord.Promotion("stage", "c0ffee", "deployed", "anna", moment)));
    }

    @Test
    void whatIsForTheRegistryOfTheImageIsForNoOther() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("service", "payments");
        arguments.put("version", "1.4.0");
        arguments.put("image", Map.of("repository", "registry.example.org/shop/payments", "digest", DIGEST));
        arguments.put("credentialsId", "images");
        arguments.put("roleArn", "arn:aws:iam::123456789012:role/push");
        arguments.put("plainHttp", true);
        EvidenceRecordRequest request = bind(arguments);
        assertThat(request.chartRegistry("registry.example.org/charts/payments"))
                .isEqualTo(request.imageRegistry());
        assertThat(request.chartRegistry("ghcr.example.com/charts/payments"))
                .isEqualTo(new RegistrySettings(null, null, AwsSettings.NONE));
        arguments.put("chartCredentialsId", "charts");
        assertThat(bind(arguments).chartRegistry("ghcr.example.com/charts/payments"))
                .isEqualTo(new RegistrySettings("charts", null, AwsSettings.NONE));
    }

    @Test
    void peopleReadHowTheScanDiffersFromWhatRuns() {
        assertThat(EvidenceText.of(record(), record().digest(), List.of()).lines())
                .anySatisfy(line -> assertThat(line).startsWith("Scan: passed").endsWith("1 high more than in prod."))
                .contains("Evidence: " + record().digest() + ".");
    }

    private static String written() {
        return new String(EvidenceJson.write(record()), StandardCharsets.UTF_8);
    }

    @Test
    void aPersonCanReadIt() {
        assertThat(written()).isEqualTo("""
                {
                  "format" : "git-flow-delivery/evidence",
                  "formatVersion" : 1,
                  "service" : "payments",
                  "version" : "1.4.0",
                  "commit" : "8b1d0aa",
                  "tree" : "4f0c1ee",
                  "recorded" : "2026-11-21T10:15:00Z",
                  "run" : "https://ci.example.org/job/payments/7/",
                  "earlier" : [
                    "sha256:%s"
                  ],
                  "image" : {
                    "repository" : "registry.example.org/shop/payments",
                    "digest" : "sha256:%s",
                    "size" : 1234
                  },
                  "chart" : {
                    "repository" : "registry.example.org/charts/payments",
                    "name" : "payments",
                    "version" : "1.4.0",
                    "digest" : "sha256:%s",
                    "archive" : "sha256:%s"
                  },
                  "scan" : {
                    "verdict" : "passed",
                    "state" : "COMPLETE",
                    "counts" : {
                      "critical" : 0,
                      "high" : 2
                    },
                    "digest" : "sha256:%2$s",
                    "delta" : "1 high more than in prod.",
                    "at" : "2026-11-21T10:15:00Z"
                  },
                  "tests" : [
                    {
                      "name" : "Verify stage",
                      "environment" : "stage",
                      "verdict" : "passed",
                      "counts" : {
                        "total" : 12,
                        "failed" : 0,
                        "errors" : 0,
                        "skipped" : 1
                      },
                      "message" : "12 tests passed.",
                      "run" : "https://ci.example.org/job/payments/7/",
                      "at" : "2026-11-21T10:15:00Z"
                    }
                  ],
                  "promotions" : [
                    {
                      "environment" : "stage",
                      "commit" : "c0ffee",
                      "state" : "deployed",
                      "approver" : "anna",
                      "run" : "https://ci.example.org/job/payments/7/",
                      "at" : "2026-11-21T10:15:00Z"
                    }
                  ]
                }
                """.formatted("9".repeat(64), "a".repeat(64), "b".repeat(64), "c".repeat(64)));
        assertThat(EvidenceParser.parse(EvidenceJson.write(record()))).isEqualTo(record());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"size\" : 1234|\"size\" : 1234, \"signed\" : true|image.signed is not known to this program",
                "\"tests\" :|\"reviews\" : [], \"tests\" :|reviews is not known to this program",
                "\"environment\" : \"stage\",|\"environment\" : \"stage\", \"flaky\" : 1,|tests[0].flaky is not known",
                "\"formatVersion\" : 1|\"formatVersion\" : 2|its format has the version 2, and this program knows 1 only",
                "git-flow-delivery/evidence|other|its format is 'other'",
                "\"verdict\" : \"passed\"|\"verdict\" : \"waived\"|the verdict 'waived' is none",
                "\"service\" : \"payments\",|''|service is missing",
                "\"total\" : 12|\"total\" : \"12\"|tests[0].counts.total is no whole number",
                "\"at\" : \"2026-11-21T10:15:00Z\"|\"at\" : \"yesterday\"|scan.at is no moment in UTC",
                "\"scan\" : {|\"scan\" : 1, \"x\" : {|scan is no JSON object",
                "\"service\" :|\"version\" : \"0\", \"service\" :|it is no JSON",
            })
    void whatIsNotKnownIsRefused(String from, String to, String why) {
        assertThat(written()).contains(from);
        byte[] changed =
                written().replaceFirst(java.util.regex.Pattern.quote(from), to).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> EvidenceParser.parse(changed))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("This is no record of evidence that can be read: ")
                .hasMessageContaining(why)
                .hasMessageContaining("A newer release of this plugin may have written it.");
    }

    @Property(tries = 200)
    void everyRecordIsReadAsItWasWritten(@ForAll("records") EvidenceRecord record) {
        byte[] written = EvidenceJson.write(record);

        EvidenceRecord read = EvidenceParser.parse(written);

        assertThat(read).isEqualTo(record);
        assertThat(EvidenceJson.write(read)).isEqualTo(written);
        assertThat(EvidenceAnnotations.of(record).values())
                .allSatisfy(value -> assertThat(value).hasSizeLessThanOrEqualTo(255));
        assertThat(EvidenceText.of(record, record.digest(), List.of(record, record, record, record, record))
                        .lines())
                .hasSizeLessThanOrEqualTo(8);
    }

    @Provide
    Arbitrary<EvidenceRecord> records() {
        Arbitrary<String> texts = Arbitraries.strings().ofMinLength(1).ofMaxLength(300);
        Arbitrary<EvidenceRecord.Moment> moments = texts.injectNull(0.3).map(run -> new EvidenceRecord.Moment(run, AT));
        Arbitrary<EvidenceRecord.TestVerdict> tests = Combinators.combine(
                        texts, texts.injectNull(0.5), Arbitraries.of(ProofVerdict.values()), texts, moments)
                .as((name, env, verdict, message, where) -> new EvidenceRecord.TestVerdict(
                        name, env, verdict, new EvidenceRecord.Counts(3, 2, 1, 0), message, where));
        return Combinators.combine(texts, tests.list().ofMaxSize(9), Arbitraries.of(ProofVerdict.values()), texts)
                .as((text, all, verdict, state) -> new EvidenceRecord(
                        new EvidenceRecord.Subject(text, text, null, null),
                        new EvidenceRecord.Origin(AT, null, null, List.of()),
                        null,
                        null,
                        new EvidenceRecord.Scan(verdict, state, Map.of(text, 7L), null, null, AT),
                        all,
                        List.of()));
    }

    @Test
    void withinOneSecondWhatAddsToAnotherIsNewer() {
        EvidenceRecord first = record();
        EvidenceRecord second = adding(first, "1");
        EvidenceRecord third = adding(second, "2");
        for (List<EvidenceRecord> listed :
                List.of(List.of(first, second, third), List.of(third, second, first), List.of(second, third, first))) {
            assertThat(new EvidenceMerge(first.subject(), listed).newest()).contains(third);
        }
    }

    private static EvidenceRecord adding(EvidenceRecord to, String name) {
        EvidenceRecord.TestVerdict test = new EvidenceRecord.TestVerdict(
                name, null, ProofVerdict.PASSED, null, null, new EvidenceRecord.Moment(null, AT));
        return new EvidenceRecord(
                to.subject(),
                new EvidenceRecord.Origin(AT, null, to.digest(), List.of()),
                to.image(),
                to.chart(),
                to.scan(),
                List.of(test),
                List.of());
    }

    @Test
    void everythingThatIsWrongWithTheResultsIsSaidAtOnce() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("service", "payments");
        arguments.put("version", "1.4.0");
        arguments.put("commit", "HEAD");
        arguments.put("image", Map.of("found", false, "tags", List.of()));
        arguments.put("chart", Map.of("version", "1.4.0"));
        arguments.put("scan", Map.of("verdict", "fine"));
        arguments.put("tests", Map.of("e2e", Map.of("env", "dev")));
        arguments.put("promotions", Map.of("dev", "done"));

        assertThatThrownBy(() -> bind(arguments))
                .isInstanceOfSatisfying(InvalidInputException.class, refused -> assertThat(refused.problems())
                        .containsExactly(
                                "image needs its repository and digest; pass the result of imagePush",
                                "chart needs name",
                                "scan has the verdict 'fine', which is not passed, failed or errored",
                                "tests.e2e has no verdict: passed, failed or errored",
                                "promotions.dev is not a result of argoPromote",
                                "commit 'HEAD' is not a Git object id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image=registry.example.org/a@sha256:1;digest=sha256:2|has the digest 'sha256:2', which is not sha256:<64",
                "repository=Not A Repository;digest=DIGEST|is in no repository",
                "image=registry.example.org/a@sha256:1;digest=DIGEST|names two digests",
                "repository=registry.example.org/a;digest=DIGEST;size=-1|has a negative size",
                "repository=registry.example.org/a;digest=DIGEST;size=big|has the size 'big', which is no whole number",
            })
    void anImageIsCheckedStrictly(String given, String why) {
        Map<String, Object> image = new LinkedHashMap<>();
        for (String pair : given.split(";")) {
            image.put(pair.split("=")[0], pair.split("=")[1].replace("DIGEST", DIGEST));
        }
        assertThatThrownBy(() -> bind(Map.of("service", "payments", "version", "1.4.0", "image", image)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("image " + why);
    }

    @Test
    void aPlusNeverReachesATag() {
        Map<String, Object> chart = Map.of(
                "name",
                "payments",
                "version",
                "1.4.0+7",
                "ociReference",
                "oci://r.example.org/c/payments:1.4.0+7",
                "digest",
                DIGEST);
        assertThatThrownBy(() -> bind(Map.of("service", "payments", "version", "1.4.0", "chart", chart)))
                .hasMessageContaining("chart has the version '1.4.0+7', which is not a legal OCI tag");
    }

    private static EvidenceRecordRequest bind(Map<String, Object> arguments) {
        return RequestBinder.bind("evidenceRecord", EvidenceRecordRequest.class, arguments);
    }
}
