package io.jenkins.plugins.delivery.engine.gate.terraform;

import io.jenkins.plugins.delivery.engine.EngineContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The variables of the run that a program gets, because the request names them. */
final class RunVariables {

    private RunVariables() {}

    /** @param names of variables; a star at the end stands for any ending */
    static Map<String, String> of(List<String> names, EngineContext context) {
        Map<String, String> passed = new LinkedHashMap<>();
        context.environment().forEach((name, value) -> {
            if (names.stream().anyMatch(wanted -> matches(wanted, name))) {
                passed.put(name, value);
            }
        });
        return passed;
    }

    private static boolean matches(String wanted, String name) {
        return wanted.endsWith("*") ? name.startsWith(wanted.substring(0, wanted.length() - 1)) : name.equals(wanted);
    }
}
