package io.jenkins.plugins.delivery.engine.layout;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.yaml.YamlPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Values of a Helm chart: {@code image.tag} at the top, or the part of a shared file that is called like the service, as umbrella
 * charts and charts that render an app of apps have it.
 */
final class ValuesLayout {

    private ValuesLayout() {}

    /** @return false when nothing in the file tells a version of this service */
    static boolean find(List<YamlPlace> documents, Found found) {
        for (YamlPlace root : documents) {
            if (root.at("image", "tag").filter(Fields::isText).isPresent()) {
                return documents.size() == 1 && Fields.image(root, found);
            }
        }
        return documents.size() == 1 && (shared(documents.get(0), found) || single(documents.get(0), found));
    }

    /** A file of one service. */
    private static boolean single(YamlPlace root, Found found) {
        if (!Fields.image(root, found)) {
            Found own = new Found(found.file(), found.wanted());
            Fields.all(root, own);
            if (!own.hasImage()) {
                return false;
            }
            Fields.all(root, found);
        }
        return true;
    }

    /** A file of several services, or of several environments, or of both. */
    private static boolean shared(YamlPlace root, Found found) {
        Wanted.Subject subject = found.wanted().subject();
        List<YamlPlace> tops = new ArrayList<>();
        Optional<YamlPlace> environment = root.at(subject.environment());
        environment.ifPresent(tops::add);
        if (environment.isEmpty()) {
            tops.add(root);
        }
        List<YamlPlace> scopes = new ArrayList<>();
        for (YamlPlace top : tops) {
            own(top, subject, scopes);
            if (scopes.isEmpty()) {
                top.children().forEach(group -> own(group, subject, scopes));
            }
        }
        if (scopes.isEmpty()) {
            environment.ifPresent(scopes::add);
        }
        List<Found> hits = new ArrayList<>();
        for (YamlPlace scope : scopes) {
            Found hit = new Found(found.file(), found.wanted());
            Fields.all(scope.at(subject.environment()).orElse(scope), hit);
            if (!hit.isEmpty() || hit.unknownChart().isPresent()) {
                hits.add(hit);
            }
        }
        if (hits.size() > 1) {
            throw new TerminalException(
                    hits.size() + " places of " + found.file() + " tell a version of " + subject.service() + ": "
                            + String.join(", ", hits.stream().map(Found::first).toList()) + ".",
                    "Say which one with set.");
        }
        hits.forEach(found::add);
        return !hits.isEmpty();
    }

    private static void own(YamlPlace group, Wanted.Subject subject, List<YamlPlace> scopes) {
        group.names().stream()
                .filter(subject::owns)
                .flatMap(name -> group.at(name).stream())
                .filter(place -> !place.names().isEmpty())
                .forEach(scopes::add);
        group.items("name", "service", "app").stream()
                .filter(item -> List.of("name", "service", "app").stream()
                        .anyMatch(key -> item.text(key).filter(subject::owns).isPresent()))
                .forEach(scopes::add);
    }
}
