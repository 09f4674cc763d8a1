package io.jenkins.plugins.delivery.engine.evidence;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.image.ImageRepository;
import io.jenkins.plugins.delivery.engine.image.PatientRegistry;
import io.jenkins.plugins.delivery.engine.image.Registries;
import io.jenkins.plugins.delivery.engine.image.Registry;
import io.jenkins.plugins.delivery.engine.image.RegistryManifest;
import io.jenkins.plugins.delivery.engine.image.RegistrySettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code evidenceRecord}: writes down what a version has proved. The record is attached to the run and pushed as an artifact that
 * refers to image and chart, so that a later run of the same image finds it; a chart that was held back gets the tag of its version
 * when nothing speaks against it. What was proved before stays: a later call adds to it, and the same call again changes nothing.
 */
public final class EvidenceRecorder implements Operation<EvidenceRecordRequest, EvidenceRecordResult> {

    private final Registries registries;

    public EvidenceRecorder(Registries registries) {
        this.registries = registries;
    }

    @Override
    public EvidenceRecordResult run(EvidenceRecordRequest request, EngineContext context) throws InterruptedException {
        EvidenceInput input = request.input();
        EvidenceRecord.Subject subject =
                new EvidenceRecord.Subject(request.service(), request.version(), request.commit(), request.tree());
        Optional<Place> image = input.image().isPresent()
                ? Optional.of(image(input.image().get(), request, context))
                : Optional.empty();
        Optional<EvidenceRecord.Chart> chart = input.chart();
        boolean inRegistry =
                !request.lookup() && chart.isPresent() && chart.get().repository() != null;
        Optional<HeldChart> held = inRegistry
                ? Optional.of(HeldChart.open(chartRegistry(chart.get(), request, context), chart.get()))
                : Optional.empty();
        EvidenceMerge known = new EvidenceMerge(subject, found(subject, image, chart, held, request, context));
        if (request.lookup()) {
            return known(known, image.orElseThrow(), context);
        }
        EvidenceRecord.Moment where = new EvidenceRecord.Moment(
                RunAddress.of(request.run(), context),
                EvidenceJson.moment(context.clock().instant()));
        EvidenceRecord record = redacted(
                known.with(input, chart.map(pushed -> with(pushed, held)).orElse(null), where), context);
        return written(record, known, new Places(image, held, chart), request, context);
    }

    /** Where an image is, and what refers to it. */
    private record Place(RegistryManifest manifest, EvidenceStore store) {}

    /** Everything a record can be written to. */
    private record Places(Optional<Place> image, Optional<HeldChart> held, Optional<EvidenceRecord.Chart> chart) {}

    private Place image(EvidenceRecord.Image image, EvidenceRecordRequest request, EngineContext context)
            throws InterruptedException {
        Registry registry = open(image.repository(), request.imageRegistry(), request, context);
        RegistryManifest manifest = registry.manifest(image.digest())
                .orElseThrow(() -> new NotFoundException(
                        "The registry has no image " + image.repository() + "@" + image.digest() + ".",
                        "Push the image first; evidence is kept with it."));
        return new Place(manifest, new EvidenceStore(registry, context.log()));
    }

    private List<EvidenceRecord> found(
            EvidenceRecord.Subject subject,
            Optional<Place> image,
            Optional<EvidenceRecord.Chart> chart,
            Optional<HeldChart> held,
            EvidenceRecordRequest request,
            EngineContext context)
            throws InterruptedException {
        if (image.isPresent()) {
            String digest = image.get().manifest().digest();
            return image.get()
                    .store()
                    .find(
                            digest,
                            subject,
                            record -> record.image() != null
                                    && record.image().digest().equals(digest));
        }
        if (held.isEmpty()) {
            return List.of();
        }
        String archive = held.get().archive();
        return new EvidenceStore(chartRegistry(chart.orElseThrow(), request, context), context.log())
                .find(
                        held.get().manifest().digest(),
                        subject,
                        record -> record.chart() != null
                                && archive.equals(record.chart().archive()));
    }

    private EvidenceRecordResult written(
            EvidenceRecord record,
            EvidenceMerge known,
            Places places,
            EvidenceRecordRequest request,
            EngineContext context)
            throws InterruptedException {
        boolean added = !known.newest().equals(Optional.of(record));
        List<String> referrers = new ArrayList<>();
        context.attach(EvidenceRecordResult.ATTACHMENT, new String(EvidenceJson.write(record), StandardCharsets.UTF_8));
        if (places.image().isPresent() && !context.dryRun()) {
            referrers.add(places.image().get().store().add(places.image().get().manifest(), record));
        }
        EvidenceRecordResult.TaggedChart tagged = null;
        if (places.held().isPresent()) {
            HeldChart held = places.held().get();
            boolean wasHeld = !held.tagged();
            if (wasHeld) {
                new ReleaseRule(request.requireScan(), request.onUnsupported()).check(record, held.reference());
            }
            if (!context.dryRun()) {
                Registry registry = chartRegistry(places.chart().orElseThrow(), request, context);
                if (wasHeld) {
                    held.annotate(EvidenceAnnotations.of(record));
                }
                referrers.add(new EvidenceStore(registry, context.log()).add(held.manifest(), record));
                if (wasHeld) {
                    held.release();
                    context.log()
                            .info("Released " + held.reference() + " ("
                                    + held.manifest().digest() + ").");
                }
            }
            tagged = new EvidenceRecordResult.TaggedChart(
                    held.reference(), held.manifest().digest(), wasHeld && !context.dryRun());
        }
        EvidenceText text = EvidenceText.of(record, record.digest(), known.earlier());
        context.log()
                .info((added ? "Recorded " : "Recorded already: ") + record.digest() + ": " + text.summary() + ".");
        return new EvidenceRecordResult(
                record.digest(), added, text, tagged, List.copyOf(referrers), EvidenceRecordResult.ATTACHMENT);
    }

    private static EvidenceRecordResult known(EvidenceMerge known, Place image, EngineContext context) {
        Optional<EvidenceRecord> newest = known.newest();
        String digest = newest.map(EvidenceRecord::digest).orElse(null);
        EvidenceText text = EvidenceText.of(newest.orElse(null), digest, known.earlier());
        context.log()
                .info(
                        text.lines().isEmpty()
                                ? "Nothing is proved of the image "
                                        + image.manifest().digest() + " yet."
                                : String.join("\n", text.lines()));
        return new EvidenceRecordResult(digest, false, text, null, List.of(), null);
    }

    private static EvidenceRecord.Chart with(EvidenceRecord.Chart chart, Optional<HeldChart> held) {
        return new EvidenceRecord.Chart(
                chart.repository(),
                chart.name(),
                chart.version(),
                chart.digest(),
                held.map(HeldChart::archive).orElse(null),
                chart.content());
    }

    /** A secret in a message of a test, say, is taken out before the digest is made. */
    private static EvidenceRecord redacted(EvidenceRecord record, EngineContext context) {
        String written = new String(EvidenceJson.write(record), StandardCharsets.UTF_8);
        String clean = context.redactor().redact(written);
        return clean.equals(written) ? record : EvidenceParser.parse(clean.getBytes(StandardCharsets.UTF_8));
    }

    private Registry chartRegistry(EvidenceRecord.Chart chart, EvidenceRecordRequest request, EngineContext context) {
        return open(chart.repository(), request.chartRegistry(chart.repository()), request, context);
    }

    private Registry open(
            String repository, RegistrySettings settings, EvidenceRecordRequest request, EngineContext context) {
        return new PatientRegistry(
                registries.open(ImageRepository.parse(repository), settings, context), context, request.retryFor());
    }
}
