package io.jenkins.plugins.delivery.config;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.delivery.engine.flow.StepArguments;
import io.jenkins.plugins.delivery.run.StepDefaults;
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
        return configured.defaults().isEmpty() ? Map.of() : Map.of("defaults", configured.defaults());
    }

    /** Takes the place of an {@code override} in the Jenkinsfile, so that enforced settings cannot be got around with one. */
    @Override
    public Map<String, Object> enforced(String step, Run<?, ?> run) {
        Map<String, Object> layer = TAKE_LAYERS.contains(step)
                ? ConfiguredLevels.of(run.getParent()).merged().enforced()
                : Map.of();
        return layer.isEmpty() ? Map.of() : Map.of("override", layer);
    }
}
