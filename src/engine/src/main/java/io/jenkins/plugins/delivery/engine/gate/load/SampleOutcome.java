package io.jenkins.plugins.delivery.engine.gate.load;

import java.util.regex.Pattern;

/** How one sample went. */
enum SampleOutcome {
    PASSED,
    FAILED,
    /** Failed because no connection came about: says nothing about the software. */
    UNREACHED;

    /** What JMeter's HTTP sampler writes as response code when there is no response, with the exception's class after it. */
    static final String NO_RESPONSE = "Non HTTP response code: ";

    private static final Pattern NO_CONNECTION = Pattern.compile(
            NO_RESPONSE + "[\\w.]*(UnknownHost|NoRouteToHost|HttpHostConnect|ConnectTimeout|Connect)Exception");

    static SampleOutcome of(boolean success, boolean unreached) {
        if (success) {
            return PASSED;
        }
        return unreached ? UNREACHED : FAILED;
    }

    /** Whether a response code tells that there was no connection; a response that came too late is one of the software. */
    static boolean tellsOfNoConnection(String responseCode) {
        return NO_CONNECTION.matcher(responseCode).matches();
    }
}
