/** Runs one block of a plan where the plan wants it: on an agent with a checkout, or without one. */
def call(Map block, Map run) {
    if (block.on == 'agent') {
        node(run.plan.agent ?: '') {
            checkout scm
            deliveryStages(block, run)
        }
    } else {
        deliveryStages(block, run)
    }
}
