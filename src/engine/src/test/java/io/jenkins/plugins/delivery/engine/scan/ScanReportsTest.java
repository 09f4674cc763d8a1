package io.jenkins.plugins.delivery.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.jenkins.plugins.delivery.engine.scan.AffectedPackage.Fix;
import io.jenkins.plugins.delivery.engine.scan.ImageScanner.Start;
import io.jenkins.plugins.delivery.engine.scan.WatchedImage.WatchedPlatform;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What people and programs read of a scan: table, JSON and SARIF. */
class ScanReportsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final Finding CRITICAL = finding("CVE-2026-1", Severity.CRITICAL, "openssl", "3.0.2", false);
    private static final Finding HIGH = finding("CVE-2026-2", Severity.HIGH, "curl", "", false);
    private static final Finding OLD = finding("CVE-2026-3", Severity.HIGH, "zlib", "", false);
    private static final Finding LOW = finding("CVE-2026-4", Severity.LOW, "busybox", "", false);
    private static final Finding HIDDEN = finding("CVE-2026-5", Severity.LOW, "musl", "", true);
    private static final Finding FIXED = finding("CVE-2026-6", Severity.MEDIUM, "git", "", false);
    private static final AllowList ALLOWED = new AllowList(List.of(
            new AllowList.Entry("CVE-2026-2", "*", "not reachable", "payments", LocalDate.parse("2027-01-31")),
            new AllowList.Entry("CVE-2020-9", "bash", "gone", "payments", LocalDate.parse("2027-01-31"))));

    private static final ScanRecord FULL =
            scan(List.of(LOW, OLD, HIGH, CRITICAL, HIDDEN), List.of(OLD, LOW, FIXED), Set.of(OLD.key()));

    @Test
    void theTableHasTheWorstFirstAndSaysWhatBecameOfEach() {
        assertThat(ScanTable.lines(FULL))
                .containsExactly(
                        "SEVERITY  ID          PACKAGE  VERSION  FIXED IN",
                        "CRITICAL  CVE-2026-1  openssl  1.0      3.0.2     new",
                        "HIGH      CVE-2026-2  curl     1.0      -         new, allowed until 2027-01-31 by payments",
                        "HIGH      CVE-2026-3  zlib     1.0      -         in the baseline too",
                        "LOW       CVE-2026-4  busybox  1.0      -",
                        "LOW       CVE-2026-5  musl     1.0      -         suppressed in Amazon Inspector");
    }

    @Test
    void theTableIsBoundedAndNamesWhereTheRestIs() {
        List<Finding> many = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            many.add(finding("CVE-" + i, Severity.LOW, "p".repeat(400), "v".repeat(400), false));
        }
        List<String> lines = ScanTable.lines(scan(many, List.of(), Set.of()));
        assertThat(lines)
                .hasSize(42)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(220))
                .endsWith("and 4960 more; all are in delivery/scan-shop-payments-0123456789ab.json");
        assertThat(ScanTable.lines(scan(List.of(), List.of(), Set.of()))).isEmpty();
    }

    /** Package names are written by whoever builds the image. */
    @Property(tries = 300)
    void nothingFromOutsideMakesALineOfItsOwn(@ForAll String outside) {
        Finding hostile = new Finding(
                "CVE-1" + outside,
                Severity.CRITICAL,
                new AffectedPackage(outside, outside + "\n[INFO] The scan passed", outside, Fix.AVAILABLE, outside),
                "https://x/" + outside,
                false);
        ScanRecord scan = scan(List.of(hostile), List.of(), Set.of());

        assertThat(ScanTable.lines(scan)).hasSize(2);
        assertThat(String.join("", ScanTable.lines(scan)) + hostile)
                .matches(text -> text.codePoints().noneMatch(Character::isISOControl))
                .matches(text -> text.codePoints().noneMatch(c -> Character.getType(c) == Character.FORMAT));
        assertThat(ScanReport.failure(scan).lines().count()).isEqualTo(2);
    }

    @Test
    void terminalEscapesAndMarksOfDirectionAreTakenOut() {
        assertThat(OneLine.of("a\u001b[31mb\r\nc\u202ed\u2028e\ud800f  g", 100)).isEqualTo("a [31mb c d e f g");
        assertThat(OneLine.of("\ud83d\ude00".repeat(10), 6)).isEqualTo("\ud83d\ude00\ud83d\ude00\u2026");
        assertThat(OneLine.of(null, 5)).isEmpty();
    }

    @Test
    void theReportHasEveryFindingWithItsStanding() throws IOException {
        JsonNode json = JSON.readTree(ScanJson.text(FULL));

        assertThat(json.path("verdict").asText()).isEqualTo("failed");
        assertThat(json.path("digest").asText()).isEqualTo(DIGEST);
        assertThat(json.path("decidedAt").asText()).isEqualTo(NOW.toString());
        assertThat(json.path("counts").toString()).isEqualTo("{\"critical\":1,\"low\":1}");
        assertThat(texts(json.path("findings"), "standing"))
                .containsExactly("counts", "allowed", "known", "counts", "suppressed");
        assertThat(json.at("/findings/1/allowedBy/reason").asText()).isEqualTo("not reachable");
        assertThat(json.at("/findings/0/new").asBoolean()).isTrue();
        assertThat(json.at("/delta/fixed/0/id").asText()).isEqualTo("CVE-2026-6");
        assertThat(texts(json.path("unmatched"), "id")).containsExactly("CVE-2020-9");
    }

    @Test
    void theSarifKeepsToTheSchemaOfOasis() throws IOException {
        String text = ScanSarif.text(FULL);
        assertThat(problems(text)).isEmpty();
        assertThat(problems(ScanSarif.text(scan(List.of(), List.of(), Set.of()))))
                .isEmpty();
        assertThat(problems(text.replace("\"level\"", "\"levle\"")))
                .as("the schema sees errors")
                .isNotEmpty();

        JsonNode run = JSON.readTree(text).at("/runs/0");
        assertThat(texts(run.path("results"), "ruleId"))
                .containsExactly("CVE-2026-1", "CVE-2026-2", "CVE-2026-3", "CVE-2026-4", "CVE-2026-5", "CVE-2026-6");
        assertThat(texts(run.path("results"), "baselineState"))
                .containsExactly("new", "new", "unchanged", "unchanged", "unchanged", "absent");
        assertThat(run.at("/results/1/suppressions/0/justification").asText())
                .isEqualTo("not reachable (payments, until 2027-01-31)");
        run.path("results").forEach(result -> assertThat(
                        run.at("/tool/driver/rules/" + result.path("ruleIndex")).path("id"))
                .isEqualTo(result.path("ruleId")));
    }

    @Property(tries = 100)
    void theSarifKeepsToTheSchemaWhateverTheScannerSays(@ForAll String outside) throws IOException {
        Finding hostile = new Finding(
                outside, Severity.UNDEFINED, new AffectedPackage(outside, "", "", Fix.UNKNOWN, ""), outside, false);
        assertThat(problems(ScanSarif.text(scan(List.of(hostile), List.of(), Set.of()))))
                .isEmpty();
    }

    private static Set<String> problems(String sarif) throws IOException {
        return SCHEMA.validate(JSON.readTree(sarif)).stream()
                .map(Object::toString)
                .collect(Collectors.toSet());
    }

    private static final JsonSchema SCHEMA = schema();

    private static JsonSchema schema() {
        try (InputStream schema = ScanReportsTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(JSON.readTree(schema));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(item -> item.path(field).asText())
                .toList();
    }

    private static ScanRecord scan(List<Finding> findings, List<Finding> running, Set<String> known) {
        FindingsDelta delta = FindingsDelta.between(findings, "sha256:" + "f".repeat(64), running);
        ScanVerdict verdict = new ScanPolicy(FailOn.CRITICAL, Map.of(), false)
                .judge(findings, ALLOWED, known, LocalDate.parse("2026-11-20"));
        return new ScanRecord(
                "shop/payments",
                new WatchedImage(DIGEST, List.of(new WatchedPlatform(DIGEST, "", Start.STARTED, "")), "", 2),
                "COMPLETE",
                verdict,
                new ScanComparison(
                        known,
                        Optional.empty(),
                        Optional.of(delta),
                        delta.added().stream().map(Finding::key).collect(Collectors.toSet()),
                        Optional.of(delta.sentence())),
                NOW);
    }

    private static Finding finding(String id, Severity severity, String name, String fixedIn, boolean suppressed) {
        Fix fix = fixedIn.isEmpty() ? Fix.NONE : Fix.AVAILABLE;
        return new Finding(
                id,
                severity,
                new AffectedPackage(name, "1.0", fixedIn, fix, ""),
                "https://vulnerabilities.example/" + id,
                suppressed);
    }
}
