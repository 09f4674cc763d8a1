/** Runs the stages of one block of a plan; used by deliveryPipeline and promoteTo. */
def call(Map block, Map run) {
    for (int i = 0; i < block.stages.size(); i++) {
        Map planned = block.stages[i]
        List found = planned.unless ? planned.unless.tokenize('.') : null
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
                recover(planned, run)
                throw e
            }
        }
    }
}

/** Puts right what a failed stage may have left; a failure here is told and never hides the first one. */
private void recover(Map planned, Map run) {
    if (planned.recover) {
        try {
            deliveryAction(planned.recover, run)
        } catch (e) {
            echo "Going back failed as well: ${e.message}"
        }
    }
}
