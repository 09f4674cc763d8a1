/** Runs one block of a plan where the plan wants it: on an agent with a checkout, or without one. */
def call(Map block, Map run) {
    if (block.on == 'agent') {
        deliveryNode(run.agent, block.role) {
            deliveryStages(block, run)
        }
    } else {
        deliveryStages(block, run)
    }
}
