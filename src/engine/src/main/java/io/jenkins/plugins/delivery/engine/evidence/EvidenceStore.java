package io.jenkins.plugins.delivery.engine.evidence;

import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.ArtifactManifest;
import io.jenkins.plugins.delivery.engine.image.BlobContent;
import io.jenkins.plugins.delivery.engine.image.Digest;
import io.jenkins.plugins.delivery.engine.image.Referrer;
import io.jenkins.plugins.delivery.engine.image.Referrers;
import io.jenkins.plugins.delivery.engine.image.Registry;
import io.jenkins.plugins.delivery.engine.image.RegistryManifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Records in one repository of a registry, as artifacts that refer to an image or chart there. */
final class EvidenceStore {

    /** Records are a few kilobytes. */
    private static final long LARGEST = 1024 * 1024;

    /** What is shown of other versions is bounded, so what is read is, too. */
    private static final int MOST_OF_OTHERS = 10;

    private static final int MOST_OF_BUILD = 50;

    private final Registry registry;
    private final DeliveryLog log;

    EvidenceStore(Registry registry, DeliveryLog log) {
        this.registry = registry;
        this.log = log;
    }

    /**
     * Records about a manifest, newest first: those of the build itself, and the newest of others. A record that was changed after the
     * fact, that is about something else or that cannot be read is told and left out.
     *
     * @param digest of the manifest
     * @param build whose own records are all wanted
     * @param about whether a record is about that manifest, by its own words
     */
    List<EvidenceRecord> find(String digest, EvidenceRecord.Subject build, Predicate<EvidenceRecord> about)
            throws InterruptedException {
        List<Referrer> newestFirst = new ArrayList<>(new Referrers(registry).of(digest, EvidenceJson.MEDIA_TYPE));
        newestFirst.sort(Comparator.comparing(
                        (Referrer referrer) -> referrer.annotations().getOrDefault(EvidenceAnnotations.CREATED, ""))
                .reversed());
        List<EvidenceRecord> records = new ArrayList<>();
        int own = 0;
        int others = 0;
        for (Referrer referrer : newestFirst) {
            boolean ofBuild = build.version().equals(referrer.annotations().get(EvidenceAnnotations.VERSION));
            if (ofBuild ? own++ < MOST_OF_BUILD : others++ < MOST_OF_OTHERS) {
                read(referrer, digest, about).ifPresent(records::add);
            }
        }
        return records;
    }

    private Optional<EvidenceRecord> read(Referrer referrer, String digest, Predicate<EvidenceRecord> about)
            throws InterruptedException {
        String artifact = referrer.manifest().digest();
        try {
            Optional<RegistryManifest> manifest = registry.manifest(artifact);
            Optional<RegistryManifest.Descriptor> written = manifest.stream()
                    .flatMap(found -> found.blobs().stream())
                    .filter(blob -> blob.mediaType().equals(EvidenceJson.MEDIA_TYPE))
                    .findFirst();
            if (written.isEmpty()) {
                log.warn("The evidence " + artifact + " is listed for " + digest + " and is not there any more.");
                return Optional.empty();
            }
            EvidenceRecord record =
                    EvidenceParser.parse(registry.blob(written.get().digest(), LARGEST));
            if (!about.test(record)) {
                log.warn("The evidence " + artifact + " is listed for " + digest + " and says that it is about"
                        + " something else; it does not count.");
                return Optional.empty();
            }
            return Optional.of(record);
        } catch (TerminalException e) {
            log.warn("The evidence " + artifact + " of " + digest + " does not count: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Pushes the record as an artifact that refers to the subject, and returns the artifact's digest. The same again changes nothing. */
    String add(RegistryManifest subject, EvidenceRecord record) throws InterruptedException {
        byte[] written = EvidenceJson.write(record);
        put(ArtifactManifest.EMPTY);
        put(written);
        Map<String, String> annotations = new TreeMap<>();
        annotations.put(EvidenceAnnotations.CREATED, record.origin().recorded().toString());
        annotations.put(EvidenceAnnotations.SERVICE, record.subject().service());
        annotations.put(EvidenceAnnotations.VERSION, record.subject().version());
        RegistryManifest artifact = ArtifactManifest.referringTo(
                subject, ArtifactManifest.descriptor(EvidenceJson.MEDIA_TYPE, written), annotations);
        try {
            new Referrers(registry).add(subject.digest(), EvidenceJson.MEDIA_TYPE, artifact);
        } catch (TerminalException e) {
            if (registry.manifest(artifact.digest()).isEmpty()) {
                throw e;
            }
            log.warn("The evidence " + artifact.digest() + " is in the registry, and later runs will not find it: "
                    + e.getMessage());
        }
        return artifact.digest();
    }

    private void put(byte[] content) throws InterruptedException {
        registry.putBlob(Digest.of(content), BlobContent.of(content));
    }
}
