package io.jenkins.plugins.delivery.engine.evidence;

import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.chart.ChartMedia;
import io.jenkins.plugins.delivery.engine.image.ArtifactManifest;
import io.jenkins.plugins.delivery.engine.image.BlobContent;
import io.jenkins.plugins.delivery.engine.image.Digest;
import io.jenkins.plugins.delivery.engine.image.ImageRepository;
import io.jenkins.plugins.delivery.engine.image.Referrer;
import io.jenkins.plugins.delivery.engine.image.Referrers;
import io.jenkins.plugins.delivery.engine.image.Registries;
import io.jenkins.plugins.delivery.engine.image.Registry;
import io.jenkins.plugins.delivery.engine.image.RegistryAccess;
import io.jenkins.plugins.delivery.engine.image.RegistryManifest;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrAccess;
import io.jenkins.plugins.delivery.engine.image.oci.HttpRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A service with an image and a chart in one registry, and the runs that prove something of them. */
final class EvidenceWorld {

    private final String host;
    private final RecordedRun run;
    private final Map<String, String> attachments = new HashMap<>();
    private String version;
    private String digest;

    EvidenceWorld(String host, RecordedRun run) {
        this.host = host;
        this.run = run;
    }

    String image() {
        return host + "/shop/payments";
    }

    String chart() {
        return host + "/charts/payments";
    }

    String digest() {
        return digest;
    }

    /** The version that the next calls are about. */
    void version(String value) {
        version = value;
    }

    /** An image that no other version has. */
    void pushImage(String ofVersion) throws InterruptedException {
        version = ofVersion;
        Registry registry = open(image());
        RegistryManifest manifest = ArtifactManifest.of(
                blob(
                        registry,
                        "application/vnd.oci.image.config.v1+json",
                        "{\"config\":{\"Labels\":{\"v\":\"" + ofVersion + "\"}}}"),
                List.of(blob(registry, "application/vnd.oci.image.layer.v1.tar", "layer of " + ofVersion)),
                Map.of());
        registry.putManifest(ofVersion, manifest);
        digest = manifest.digest();
    }

    /** The result of a helmPackage that holds the chart back. */
    Map<String, Object> holdChart(String ofVersion, String content) throws InterruptedException {
        Registry registry = open(chart());
        RegistryManifest manifest = ArtifactManifest.of(
                blob(registry, ChartMedia.CONFIG, "{\"name\":\"payments\",\"version\":\"" + ofVersion + "\"}"),
                List.of(blob(registry, ChartMedia.ARCHIVE, ofVersion + content)),
                Map.of("org.opencontainers.image.title", "payments"));
        registry.putManifest(manifest.digest(), manifest);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", "payments");
        result.put("version", ofVersion);
        result.put("ociReference", "oci://" + chart() + ":" + ofVersion);
        result.put("digest", manifest.digest());
        result.put("content", "sha256:" + "c".repeat(64));
        result.put("held", true);
        result.put("rendered", List.of("values-dev.yaml"));
        return result;
    }

    String archive(Map<String, Object> chart) throws InterruptedException {
        return open(chart())
                .manifest((String) chart.get("digest"))
                .flatMap(ChartMedia::archive)
                .orElseThrow()
                .digest();
    }

    Map<String, Object> scan(String verdict) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("critical", 0);
        counts.put("high", 2);
        Map<String, Object> scan = new LinkedHashMap<>();
        scan.put("status", "COMPLETE");
        scan.put("verdict", verdict);
        scan.put("digest", digest);
        scan.put("counts", counts);
        scan.put("findings", List.of(Map.of("id", "CVE-2026-1")));
        return scan;
    }

    Map<String, Object> gate(String env, String verdict, int total, int failed) {
        Map<String, Object> gate = new LinkedHashMap<>();
        gate.put("verdict", verdict);
        gate.put("env", env);
        gate.put("tests", Map.of("total", total, "failed", failed, "errors", 0, "skipped", 0));
        gate.put("seconds", 3);
        return gate;
    }

    EvidenceRecordResult run(Map<String, Object> more) throws InterruptedException {
        return run(more, false);
    }

    EvidenceRecordResult dryRun(Map<String, Object> more) throws InterruptedException {
        return run(more, true);
    }

    EvidenceRecordResult lookup() throws InterruptedException {
        return run(Map.of("lookup", true), false);
    }

    private EvidenceRecordResult run(Map<String, Object> more, boolean dryRun) throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("service", "payments");
        arguments.put("version", version);
        arguments.put("commit", "8b1d0aa");
        arguments.put("credentialsId", "registry");
        if (digest != null) {
            arguments.put(
                    "image", Map.of("image", image() + "@" + digest, "digest", digest, "size", 77, "found", true));
        }
        arguments.putAll(more);
        EngineContext context = run.context().toBuilder()
                .attachments(attachments::put)
                .dryRun(dryRun)
                .build();
        return new EvidenceRecorder(new Registries(HttpRegistry::open, EcrAccess::open))
                .run(RequestBinder.bind("evidenceRecord", EvidenceRecordRequest.class, arguments), context);
    }

    void pass(Duration time) throws InterruptedException {
        run.context().pause(time);
    }

    String attached(String name) {
        return attachments.get(name);
    }

    /** The record that was attached last. */
    EvidenceRecord record() {
        return EvidenceParser.parse(attached("delivery/evidence.json").getBytes(StandardCharsets.UTF_8));
    }

    List<String> warnings() {
        return run.warnings();
    }

    DeliveryLog log() {
        return run.context().log();
    }

    List<Referrer> referrers(String repository, String subject) throws InterruptedException {
        return new Referrers(open(repository)).of(subject, EvidenceJson.MEDIA_TYPE);
    }

    Map<String, String> annotations(String repository, String reference) throws InterruptedException {
        return ArtifactManifest.annotations(open(repository).manifest(reference).orElseThrow());
    }

    RegistryManifest.Descriptor blob(Registry registry, String mediaType, String content) throws InterruptedException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        registry.putBlob(Digest.of(bytes), BlobContent.of(bytes));
        return ArtifactManifest.descriptor(mediaType, bytes);
    }

    Registry open(String repository) {
        RegistryAccess access = RegistryAccess.stored(Optional.of(run.context().credential("registry")));
        return HttpRegistry.open(ImageRepository.parse(repository), access, true);
    }
}
