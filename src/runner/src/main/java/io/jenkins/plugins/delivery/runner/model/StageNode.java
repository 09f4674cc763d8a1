package io.jenkins.plugins.delivery.runner.model;

import java.util.List;

/**
 * A pipeline stage with what happened in it.
 *
 * @param name the name of the stage
 * @param span status and times
 * @param parallel whether the children ran side by side
 * @param children nested stages, or the branches of a parallel block
 * @param steps calls of delivery steps
 * @param log what was printed directly in the stage
 */
public record StageNode(
        String name,
        RunModel.Span span,
        boolean parallel,
        List<StageNode> children,
        List<StepCall> steps,
        List<String> log) {

    public StageNode {
        name = Text.of(name);
        children = List.copyOf(children);
        steps = List.copyOf(steps);
        log = List.copyOf(log);
    }
}
