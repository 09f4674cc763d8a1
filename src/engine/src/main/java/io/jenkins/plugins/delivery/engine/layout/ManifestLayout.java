package io.jenkins.plugins.delivery.engine.layout;

import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.yaml.YamlPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Kubernetes workloads as they are: the image of the containers that run it, init containers included. */
final class ManifestLayout {

    /** Kinds with a pod template; Rollout is that of Argo Rollouts. */
    static final Set<String> KINDS =
            Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob", "Pod", "Rollout");

    private ManifestLayout() {}

    static void find(List<YamlPlace> documents, Found found) {
        List<YamlPlace> containers = documents.stream()
                .filter(document ->
                        document.text("kind").filter(KINDS::contains).isPresent())
                .flatMap(document -> containers(document).stream())
                .toList();
        List<YamlPlace> own = own(containers, found.wanted().subject());
        own.forEach(container -> container.at("image").ifPresent(found::reference));
        if (found.isEmpty()) {
            throw new NotFoundException(
                    "No container of " + found.file() + " runs the image of "
                            + found.wanted().subject().service() + "; there are "
                            + String.join(
                                    ", ",
                                    containers.stream()
                                            .flatMap(container -> container.text("image").stream())
                                            .distinct()
                                            .toList())
                            + ".",
                    "Say with image what it is called there.");
        }
    }

    private static List<YamlPlace> own(List<YamlPlace> containers, Wanted.Subject subject) {
        List<YamlPlace> byImage = containers.stream()
                .filter(container -> container
                        .text("image")
                        .filter(image -> subject.ownsImage(ImageText.of(image).name()))
                        .isPresent())
                .toList();
        if (!byImage.isEmpty() || subject.image() != null) {
            return byImage;
        }
        List<YamlPlace> byName = containers.stream()
                .filter(container ->
                        container.text("name").filter(subject::owns).isPresent())
                .toList();
        return byName.isEmpty() && containers.size() == 1 ? containers : byName;
    }

    private static List<YamlPlace> containers(YamlPlace document) {
        Optional<YamlPlace> job = document.at("spec", "jobTemplate");
        YamlPlace root = job.orElse(document);
        Optional<YamlPlace> pod = root.at("spec", "template", "spec").or(() -> root.at("spec"));
        List<YamlPlace> containers = new ArrayList<>();
        for (String key : List.of("containers", "initContainers")) {
            pod.flatMap(spec -> spec.at(key)).ifPresent(list -> containers.addAll(list.items("name")));
        }
        return containers;
    }
}
