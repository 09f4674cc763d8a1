package io.jenkins.plugins.delivery.config;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.delivery.engine.flow.StepArguments;
import io.jenkins.plugins.delivery.run.StepDefaults;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gives the steps what is configured for the whole Jenkins and for the folders around the job. */
@Extension
public final class ConfiguredDefaults extends StepDefaults {

    /** Steps that take whole layers; the others get single arguments. */
    private static final List<String> TAKE_LAYERS = List.of("deliveryCheck", "deliveryPlan");

    @Override
    public Map<String, Object> of(String step, Run<?, ?> run, Map<String, Object> given) {
        SettingsMerge configured = ConfiguredLevels.of(run.getParent()).merged();
        if (!TAKE_LAYERS.contains(step)) {
            return StepArguments.of(step, configured.together(), given);
        }
        Map<String, Object> layers = new LinkedHashMap<>();
        layers.put("defaults", configured.defaults());
        layers.put("override", configured.enforced());
        layers.values().removeIf(layer -> ((Map<?, ?>) layer).isEmpty());
        return layers;
    }
}
