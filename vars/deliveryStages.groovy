/** Runs the stages of one block of a plan; used by deliveryPipeline and promoteTo. */
def call(Map block, Map run) {
    for (int i = 0; i < block.stages.size(); i++) {
        Map planned = block.stages[i]
        List found = planned.unless?.tokenize('.')
        String skipped = found && run.facts[found[0]]?.get(found[1]) ? planned.because : planned.skipped
        if (skipped) {
            stage(planned.name) {
                deliverySkip(reason: skipped)
            }
            continue
        }
        run.stage = planned.name
        run.failure = planned.failure
        stage(planned.name) {
            try {
                for (int j = 0; j < planned.actions.size(); j++) {
                    deliveryAction(planned.actions[j], run)
                }
            } catch (e) {
                deliveryAttempt(planned.recover, 'Going back failed as well', run)
                throw e
            } finally {
                deliveryAttempt(planned.cleanup, 'Cleaning up failed', run)
            }
        }
    }
}
