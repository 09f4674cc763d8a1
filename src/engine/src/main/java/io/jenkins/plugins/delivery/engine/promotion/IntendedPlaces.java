package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.layout.GitOpsFile;
import io.jenkins.plugins.delivery.engine.layout.Layout;
import io.jenkins.plugins.delivery.engine.layout.Wanted;
import java.util.Map;

/**
 * Where an intent is written. Paths that a pipeline names are taken word for word; {@code image.tag}, the one that every request has
 * from its defaults, means the image's tag wherever the file holds it.
 *
 * @param layout how the file holds it
 * @param application name of the Argo CD application
 * @param image what the file calls the image, or null
 */
record IntendedPlaces(Layout layout, String application, String image) {

    static IntendedPlaces of(ArgoPromoteRequest request) {
        String application = request.app() == null ? request.service() : request.application();
        return new IntendedPlaces(request.layout(), application, request.image());
    }

    /** The intent for this text. */
    PromotionIntent in(PromotionIntent intent, String text) {
        String tag = intent.values().get(GitOpsFile.IMAGE_TAG);
        if (tag == null || intent.values().size() > 1) {
            return intent;
        }
        PromotionIntent.Target target = intent.target();
        PromotionIntent.Artifact artifact = intent.artifact();
        Map<String, String> values = new GitOpsFile(target.file(), text)
                .values(
                        layout,
                        new Wanted(
                                new Wanted.Subject(target.service(), target.environment(), application, image),
                                tag,
                                artifact.digest(),
                                artifact.chartVersion(),
                                artifact.sourceCommit()));
        return intent.with(values);
    }
}
