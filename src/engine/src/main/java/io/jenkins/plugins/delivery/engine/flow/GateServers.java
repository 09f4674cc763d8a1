package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.ConfigLayers.map;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The servers that gates ask: those of the configuration, for gates that do not name their own. */
final class GateServers {

    /** What belongs to a server next to its address: as whom it is asked. */
    static final List<String> ACCESS = List.of("credentialsId", "region", "roleArn", "tenant", "tenantHeader");

    private final Map<String, Object> layer;
    private final Map<String, Object> given;

    GateServers(Map<String, Object> layer, Map<String, Object> given) {
        this.layer = layer;
        this.given = given;
    }

    /**
     * Settings of a gate, with address and credentials of the server that it asks. Who names another server, in the call or in the
     * settings, gets no credentials of this one.
     *
     * @param section of the configuration, with url and what of {@link #ACCESS} it knows
     * @param parameter of the step that takes the address
     * @param settings of the gate, which are parameters of the step
     */
    Map<String, Object> ask(String section, String parameter, Map<String, Object> settings) {
        Map<String, Object> server = map(layer.get(section));
        Map<String, Object> args = new LinkedHashMap<>(settings);
        Object asked = given.getOrDefault(parameter, settings.get(parameter));
        boolean other =
                asked != null && !ServerAddress.ofUrl(asked).equals(ServerAddress.ofUrl(settings.get(parameter)));
        if (other) {
            ACCESS.forEach(args::remove);
        }
        boolean same = asked == null || ServerAddress.ofUrl(asked).equals(ServerAddress.ofUrl(server.get("url")));
        if (same && server.containsKey("url")) {
            args.putIfAbsent(parameter, server.get("url"));
            ACCESS.stream().filter(server::containsKey).forEach(name -> args.putIfAbsent(name, server.get(name)));
        }
        return args;
    }
}
