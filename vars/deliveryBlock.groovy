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
        deliveryWayBack(run)
        throw e
    }
}
