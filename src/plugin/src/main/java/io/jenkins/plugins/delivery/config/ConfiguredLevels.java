package io.jenkins.plugins.delivery.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.model.Item;
import hudson.model.ItemGroup;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settings that count in a place, outermost first: those of the whole Jenkins, then those of each folder around it. */
final class ConfiguredLevels {

    private final Map<String, DeliverySettings> byPlace;

    private ConfiguredLevels(Map<String, DeliverySettings> byPlace) {
        this.byPlace = byPlace;
    }

    /** @param item a job, or a folder, which counts itself; null for the whole Jenkins */
    static ConfiguredLevels of(Item item) {
        List<AbstractFolder<?>> folders = new ArrayList<>();
        Object place = item;
        while (place instanceof Item inner) {
            if (inner instanceof AbstractFolder<?> folder) {
                folders.add(0, folder);
            }
            ItemGroup<?> parent = inner.getParent();
            place = parent;
        }
        Map<String, DeliverySettings> byPlace = new LinkedHashMap<>();
        byPlace.put("the system configuration", DeliveryConfiguration.get().getSettings());
        for (AbstractFolder<?> folder : folders) {
            DeliveryFolderProperty property = folder.getProperties().get(DeliveryFolderProperty.class);
            if (property != null) {
                byPlace.put("the folder '" + folder.getFullName() + "'", property.getSettings());
            }
        }
        return new ConfiguredLevels(byPlace);
    }

    /** Names of the Argo CD servers that environments can refer to here. */
    Set<String> serverNames() {
        Set<String> names = new LinkedHashSet<>();
        byPlace.values().forEach(settings -> settings.getArgoServers().forEach(server -> names.add(server.getName())));
        return names;
    }

    /**
     * Everything that is configured here.
     *
     * @throws InvalidInputException when what is saved is not valid, with the place where it is
     */
    SettingsMerge merged() {
        List<SettingsLayer> layers = new ArrayList<>();
        byPlace.forEach((place, settings) -> {
            try {
                layers.add(SettingsLayer.of(settings));
            } catch (InvalidInputException e) {
                throw new InvalidInputException("What is saved of deliveries in " + place, e.problems());
            }
        });
        return SettingsMerge.of(layers);
    }
}
