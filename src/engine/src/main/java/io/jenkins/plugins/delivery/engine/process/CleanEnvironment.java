package io.jenkins.plugins.delivery.engine.process;

import java.util.List;
import java.util.Map;

/** What a program gets of our environment: where programs, proxies and certificates are. No secret of the run is among them. */
public final class CleanEnvironment {

    private static final List<String> PASSED_ON = List.of(
            "PATH",
            "LANG",
            "LC_ALL",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY",
            "http_proxy",
            "https_proxy",
            "no_proxy",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            // Without it no program of Windows gets a network connection.
            "SystemRoot");

    private CleanEnvironment() {}

    /**
     * Takes everything else away.
     *
     * @param environment of the run; what it does not say is taken from the environment of this process
     * @return the variables of the process, to add to
     */
    public static Map<String, String> applyTo(ProcessBuilder builder, Map<String, String> environment) {
        Map<String, String> variables = builder.environment();
        variables.keySet().retainAll(PASSED_ON);
        PASSED_ON.stream().filter(environment::containsKey).forEach(name -> variables.put(name, environment.get(name)));
        return variables;
    }
}
