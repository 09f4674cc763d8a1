package io.jenkins.plugins.delivery.runner.host;

/** Who answers an {@code input}. */
@FunctionalInterface
public interface Approver {

    /**
     * @param message what is asked
     * @param submitters who may answer, as the Jenkinsfile says it; empty for anybody
     * @param proceed the text of the button that says yes
     */
    record Question(String message, String submitters, String proceed) {}

    /**
     * @param approved yes or no
     * @param approver who said so
     */
    record Answer(boolean approved, String approver) {}

    /**
     * Asks and waits.
     *
     * @throws PipelineFailure when nobody can be asked
     */
    Answer ask(Question question) throws InterruptedException;
}
