package io.jenkins.plugins.delivery.run;

import java.io.IOException;

/** The connection to an agent ended during a call; how far the call came is not known. */
final class AgentLost extends IOException {

    private static final long serialVersionUID = 1L;

    AgentLost(String agent, String step, Throwable cause) {
        super(
                "The agent " + agent + " was lost while " + step + " worked there. Run the build again; what is done"
                        + " already is recognised.",
                cause);
    }
}
