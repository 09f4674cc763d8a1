package io.jenkins.plugins.delivery.engine.evidence;

import io.jenkins.plugins.delivery.engine.EngineContext;

/** The run that a record names. */
final class RunAddress {

    private static final int LONGEST = 500;

    private RunAddress() {}

    /** What the request says, else the address that Jenkins gives its builds; null when neither is there. Never with a password. */
    static String of(String given, EngineContext context) {
        String run = given == null ? context.environment().get("BUILD_URL") : given;
        if (run == null || run.isBlank()) {
            return null;
        }
        String clean = run.replaceAll("//[^/@\\s]*@", "//")
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ")
                .strip();
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
    }
}
