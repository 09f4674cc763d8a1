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
            deliveryStatus(planned, 'pending', "${planned.name} is running.".toString(), run)
            try {
                for (int j = 0; j < planned.actions.size() && !run.ended; j++) {
                    deliveryAction(planned.actions[j], run)
                }
                deliveryStatus(planned, 'success', run.ended ?: "${planned.name} passed.".toString(), run)
            } catch (e) {
                deliveryStatus(planned, run.undecided ? 'error' : 'failure', "${e.message ?: e}".toString(), run)
                run.wayBack = planned.wayBack
                if (run.undecided && planned.wayBack && !planned.inDoubt) {
                    run.remove('wayBack')
                    run.aftermath = "\n${planned.wayBack.name}: not done, as nothing has shown that the version is bad.".toString()
                    echo run.aftermath.trim()
                }
                deliveryAttempt(planned.recover, 'Recording the failure failed as well', run)
                throw e
            } finally {
                deliveryAttempt(planned.cleanup, 'Cleaning up failed', run)
            }
        }
    }
}
