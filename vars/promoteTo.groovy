/** Promotes to one environment: approval, deployment, verification; see promoteTo.txt. */
def call(Map args) {
    Map run = args.run
    if (!run) {
        run = [bodies: [:], facts: args.facts ?: [:]]
        Map config = deliveryBodies(args.config, '', run.bodies)
        run.agent = deliveryCheck(library: 5, config: config).agent
        run.plan = deliveryPlan(config: config, environment: args.environment, version: run.facts.version)
    }
    if (!run.ended && currentBuild.currentResult != 'SUCCESS') {
        error "Nothing is promoted to ${args.environment}: the build is ${currentBuild.currentResult}. Correct what made it so and run it again."
    }
    List blocks = args.block ? [args.block] : run.plan.blocks
    for (int i = 0; i < blocks.size(); i++) {
        deliveryBlock(blocks[i], run)
    }
    return run.facts
}
