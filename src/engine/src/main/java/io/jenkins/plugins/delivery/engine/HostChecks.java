package io.jenkins.plugins.delivery.engine;

import java.util.List;
import java.util.Map;

/** What a host checks before a delivery takes its first agent. */
@FunctionalInterface
public interface HostChecks {

    /** A host that gives every kind of agent, if need be by running on its own machine. */
    HostChecks NONE = (kind, settings) -> List.of();

    /**
     * Why this host has no such agent now.
     *
     * @param kind the kind that the configuration wants
     * @param settings what the configuration says of it, for example {@code cloud} of Kubernetes
     * @return sentences that say what is missing and what to do; empty when the agent can be had, as far as can be told
     */
    List<String> missing(AgentKind kind, Map<String, Object> settings);

    /** Why it is unclear which shared library this run uses: sentences; empty when it is clear. */
    default List<String> libraryProblems() {
        return List.of();
    }
}
