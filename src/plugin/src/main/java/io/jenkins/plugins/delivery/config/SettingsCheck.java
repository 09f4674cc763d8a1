package io.jenkins.plugins.delivery.config;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.engine.flow.OrganisationLayer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says everything that is wrong with the settings of one level, before they are saved. */
final class SettingsCheck {

    private final DeliverySettings settings;
    private final List<String> problems = new ArrayList<>();

    private SettingsCheck(DeliverySettings settings) {
        this.settings = settings;
    }

    /** Sentences, each with the place it is about; what environments refer to is {@link #unknownServers another matter}. */
    static List<String> problems(DeliverySettings settings) {
        SettingsCheck check = new SettingsCheck(settings);
        check.servers();
        check.environments();
        check.addresses();
        if (check.problems.isEmpty()) {
            check.layers();
        }
        return check.problems;
    }

    /**
     * References to servers that are not there.
     *
     * @param outer names of the servers of the levels around this one
     */
    static List<String> unknownServers(DeliverySettings settings, Set<String> outer) {
        Set<String> known = new LinkedHashSet<>(outer);
        settings.getArgoServers().forEach(server -> known.add(server.getName()));
        return settings.getEnvironments().stream()
                .filter(environment -> environment.getServer() != null && !known.contains(environment.getServer()))
                .map(environment -> "Environment '" + environment.getName() + "': the Argo CD server "
                        + (known.isEmpty()
                                ? environment.getServer() + " is not known; none is configured."
                                : NearestName.unknownKey("", environment.getServer(), known)))
                .toList();
    }

    private void servers() {
        for (ArgoServer server : settings.getArgoServers()) {
            String place = "Argo CD server" + named(server.getName());
            add(place, Fields.problemWithName(server.getName()));
            add(place, Fields.problemWithUrl(server.getUrl(), false));
        }
        unique("Argo CD server", settings.getArgoServers().stream().map(ArgoServer::getName));
    }

    private void environments() {
        for (DeliveryEnvironment environment : settings.getEnvironments()) {
            String place = "Environment" + named(environment.getName());
            if (!DeliveryEnvironment.EVERY.equals(environment.getName())) {
                add(place, Fields.problemWithName(environment.getName()));
            }
            if (environment.getUrl() != null) {
                add(place, Fields.problemWithUrl(environment.getUrl(), true));
            }
        }
        unique("Environment", settings.getEnvironments().stream().map(DeliveryEnvironment::getName));
    }

    private void addresses() {
        if (settings.getGitOps() != null) {
            add(
                    "GitOps repository",
                    Fields.problemWithRepository(settings.getGitOps().getUrl()));
        }
        if (settings.getRegistry() != null) {
            add("Registry", ImageRegistry.problemWithHost(settings.getRegistry().getHost()));
        }
        if (settings.getSlack() != null && settings.getSlack().getEndpoint() != null) {
            add("Slack", Fields.problemWithUrl(settings.getSlack().getEndpoint(), false));
        }
        settings.gateServers()
                .values()
                .forEach(server ->
                        add(server.getDescriptor().getDisplayName(), Fields.problemWithUrl(server.getUrl(), false)));
    }

    /** The YAML for itself, and then everything together against the schema. */
    private void layers() {
        yaml(SettingsLayer.DEFAULTS, settings.getDefaults());
        yaml(SettingsLayer.ENFORCED, settings.getEnforced());
        if (problems.isEmpty()) {
            SettingsLayer layer = SettingsLayer.of(settings);
            problems.addAll(OrganisationLayer.problems(layer.defaults()));
            problems.addAll(OrganisationLayer.problems(layer.enforced()));
        }
    }

    private void yaml(String field, String text) {
        try {
            SettingsLayer.yaml(field, text);
        } catch (InvalidInputException e) {
            e.problems().forEach(problem -> problems.add(field + ": " + problem));
        }
    }

    private void unique(String kind, Stream<String> names) {
        Set<String> seen = new HashSet<>();
        names.filter(name -> name != null && !seen.add(name))
                .distinct()
                .forEach(name -> problems.add(kind + " '" + name + "' is there twice."));
    }

    private void add(String place, Optional<String> problem) {
        problem.ifPresent(text -> problems.add(place + ": " + text));
    }

    private static String named(String name) {
        return name == null ? "" : " '" + name + "'";
    }
}
