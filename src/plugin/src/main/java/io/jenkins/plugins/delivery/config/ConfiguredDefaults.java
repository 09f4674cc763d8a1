package io.jenkins.plugins.delivery.config;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.delivery.engine.flow.OrganisationLayer;
import io.jenkins.plugins.delivery.engine.flow.StepArguments;
import io.jenkins.plugins.delivery.run.StepDefaults;
import java.util.List;
import java.util.Map;

/** Gives the steps what is configured for the whole Jenkins and for the folders around the job, and with the credentials that the job checks out with. */
@Extension
public final class ConfiguredDefaults extends StepDefaults {

    /** Steps that take whole layers; the others get single arguments. */
    private static final List<String> TAKE_LAYERS = List.of("deliveryCheck", "deliveryPlan");

    /** Steps that talk to the remote of the clone. */
    private static final List<String> OF_CHECKOUT =
            List.of("semverTag", "versionRecord", "gitFlowStart", "gitFlowFinish", "coverageGate", "secretScan");

    @Override
    public Map<String, Object> of(String step, Run<?, ?> run, Map<String, Object> given) {
        SettingsMerge configured = ConfiguredLevels.of(run.getParent()).merged();
        if (!TAKE_LAYERS.contains(step)) {
            return OF_CHECKOUT.contains(step)
                    ? StepArguments.of(step, withCheckout(configured.together(), run), given)
                    : StepArguments.of(step, configured.together(), given);
        }
        Map<String, Object> defaults = withCheckout(configured.defaults(), run);
        return defaults.isEmpty() ? Map.of() : Map.of("defaults", defaults);
    }

    /** The layer over what the job's own checkout says of credentials. */
    private static Map<String, Object> withCheckout(Map<String, Object> layer, Run<?, ?> run) {
        return CheckoutCredentials.of(run)
                .<Map<String, Object>>map(id -> Map.of("version", Map.of("credentialsId", id)))
                .map(weakest -> OrganisationLayer.merge(List.of(weakest, layer)))
                .orElse(layer);
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
