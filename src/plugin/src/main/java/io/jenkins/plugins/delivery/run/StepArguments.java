package io.jenkins.plugins.delivery.run;

import hudson.ExtensionList;
import hudson.model.Run;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The arguments of a step once the configuration has added what the Jenkinsfile left out. */
final class StepArguments {

    private StepArguments() {}

    /**
     * What is enforced wins, then what a person {@linkplain AskedStep asked for}, then what the Jenkinsfile says, then among the
     * {@link StepDefaults} the first extension.
     */
    static Map<String, Object> complete(String step, Run<?, ?> run, Map<String, Object> given) {
        Map<String, Object> complete = new LinkedHashMap<>(given);
        complete.putAll(AskedStep.of(run, step));
        Map<String, Object> said = Collections.unmodifiableMap(new LinkedHashMap<>(complete));
        for (StepDefaults defaults : ExtensionList.lookup(StepDefaults.class)) {
            PlainCopy.of(defaults.of(step, run, said)).forEach(complete::putIfAbsent);
            complete.putAll(PlainCopy.of(defaults.enforced(step, run)));
        }
        return complete;
    }
}
