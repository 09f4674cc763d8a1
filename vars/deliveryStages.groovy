/** Runs the stages of one block of a plan; used by deliveryPipeline and promoteTo. */
def call(Map block, Map run) {
    for (int i = 0; i < block.stages.size(); i++) {
        Map planned = block.stages[i]
        List found = planned.unless?.tokenize('.')
        String needless = found && run.facts[found[0]]?.get(found[1]) ? planned.because : planned.skipped
        String skipped = run.ended ?: needless
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
                for (int j = 0; j < planned.actions.size() && !run.ended; j++) {
                    deliveryAction(planned.actions[j], run)
                }
            } catch (e) {
                run.wayBack = planned.wayBack
                deliveryAttempt(planned.recover, 'Recording the failure failed as well', run)
                throw e
            } finally {
                deliveryAttempt(planned.cleanup, 'Cleaning up failed', run)
            }
        }
    }
}
