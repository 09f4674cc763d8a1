/** Runs one block of a plan where the plan wants it: on an agent with a checkout, or without one; goes back from where it failed. */
def call(Map block, Map run) {
    try {
        if (block.on == 'agent' && !run.ended) {
            deliveryNode(run.agent, block.role) {
                deliveryStages(block, run)
            }
        } else {
            deliveryStages(block, run)
        }
    } catch (e) {
        boolean aborted = e instanceof InterruptedException
        String why = e.message ?: 'deployment or verification failed'
        String reason = aborted ? 'the run was stopped' : run.undecided ? 'no gate could decide' : why.split('\n')[0]
        run.facts.stopped = [aborted: aborted || run.undecided, reason: reason]
        deliveryWayBack(run)
        throw e
    }
}
