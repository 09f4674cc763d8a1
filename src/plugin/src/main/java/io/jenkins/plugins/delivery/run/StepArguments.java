package io.jenkins.plugins.delivery.run;

import hudson.ExtensionList;
import hudson.model.Run;
import java.util.LinkedHashMap;
import java.util.Map;

/** The arguments of a step once the configuration has added what the Jenkinsfile left out. */
final class StepArguments {

    private StepArguments() {}

    /** What the Jenkinsfile says wins; among the {@link StepDefaults} the first extension does. */
    static Map<String, Object> complete(String step, Run<?, ?> run, Map<String, Object> given) {
        Map<String, Object> complete = new LinkedHashMap<>(given);
        for (StepDefaults defaults : ExtensionList.lookup(StepDefaults.class)) {
            PlainCopy.of(defaults.of(step, run, Map.copyOf(given))).forEach(complete::putIfAbsent);
        }
        return complete;
    }
}
