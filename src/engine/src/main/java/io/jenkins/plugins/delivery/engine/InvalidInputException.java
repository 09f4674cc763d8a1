package io.jenkins.plugins.delivery.engine;

import java.util.List;

/** Input that was refused before any effect. Carries every problem, not only the first. */
public final class InvalidInputException extends DeliveryException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /**
     * @param subject what was refused, for example {@code "semverTag"} or {@code "The delivery configuration"}
     * @param problems one sentence or clause for each problem, at least one
     */
    public InvalidInputException(String subject, List<String> problems) {
        super(text(subject, problems), "", null);
        this.problems = List.copyOf(problems);
    }

    /** Every problem found, in the order of the input. */
    public List<String> problems() {
        return problems;
    }

    private static String text(String subject, List<String> problems) {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("a refusal names at least one problem");
        }
        if (problems.size() == 1) {
            return subject + " was refused: " + problems.get(0);
        }
        return subject + " was refused for " + problems.size() + " problems:\n  - " + String.join("\n  - ", problems);
    }
}
