package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.AgentKind;
import io.jenkins.plugins.delivery.engine.Defaults;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the blocks of a plan that need an agent get one.
 *
 * @param kind kind of agent
 * @param settings what the kind is given: {@code label} of an agent; parameters of podTemplate with the {@code yaml} of the pod;
 *     {@code label} and {@code args} of Docker
 * @param containers for each role of a block ({@link PlanBlock#BUILD}, {@link PlanBlock#VERIFY}) the container of the pod, or the
 *     image; empty for an agent that is taken as it is
 */
record AgentPlan(AgentKind kind, Map<String, Object> settings, Map<String, String> containers) {

    /** @param agent the valid section of the configuration; empty for any agent */
    static AgentPlan of(Map<String, Object> agent) {
        AgentKind kind = kindOf(agent);
        Map<String, Object> settings = new LinkedHashMap<>(Defaults.ofAgent(kind.text()));
        return switch (kind) {
            case LABEL -> {
                settings.put("label", agent.getOrDefault(AgentKind.LABEL.text(), ""));
                yield new AgentPlan(kind, settings, Map.of());
            }
            case DOCKER -> {
                settings.putAll(ConfigLayers.map(agent.get(kind.text())));
                String image = String.valueOf(settings.remove("image"));
                Object verify = settings.remove("e2eImage");
                yield new AgentPlan(kind, settings, containers(image, verify == null ? image : verify.toString()));
            }
            case KUBERNETES -> {
                PodTemplate pod = PodTemplate.of(ConfigLayers.map(agent.get(kind.text())));
                settings.putAll(ConfigLayers.map(agent.get(kind.text())));
                settings.remove("images");
                settings.put("yaml", pod.yaml());
                String verify = pod.has(PlanBlock.VERIFY) ? PlanBlock.VERIFY : PlanBlock.BUILD;
                yield new AgentPlan(kind, settings, containers(PlanBlock.BUILD, verify));
            }
        };
    }

    /** What is wrong with a section that the schema takes: clauses with the path of the setting. */
    static List<String> problems(Map<String, Object> agent) {
        if (agent.size() > 1) {
            return List.of("agent names " + String.join(" and ", agent.keySet()) + "; one of them is possible.");
        }
        if (kindOf(agent) == AgentKind.KUBERNETES) {
            return PodTemplate.of(ConfigLayers.map(agent.get(AgentKind.KUBERNETES.text())))
                    .problems();
        }
        return List.of();
    }

    /** For the vars: {@code kind}, {@code label}, {@code args}, {@code pod} and {@code containers}, as far as the kind has them. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", kind.text());
        if (kind == AgentKind.KUBERNETES) {
            map.put("pod", settings);
        } else {
            map.putAll(settings);
        }
        map.put("containers", containers);
        return map;
    }

    /** As a person writes it: the label, {@code kubernetes} or {@code docker}; empty for any agent. */
    String text() {
        return kind == AgentKind.LABEL ? String.valueOf(settings.get("label")) : kind.text();
    }

    private static AgentKind kindOf(Map<String, Object> agent) {
        return Arrays.stream(AgentKind.values())
                .filter(kind -> agent.containsKey(kind.text()))
                .findFirst()
                .orElse(AgentKind.LABEL);
    }

    private static Map<String, String> containers(String build, String verify) {
        Map<String, String> containers = new LinkedHashMap<>();
        containers.put(PlanBlock.BUILD, build);
        containers.put(PlanBlock.VERIFY, verify);
        return containers;
    }
}
