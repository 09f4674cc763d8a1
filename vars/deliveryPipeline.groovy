/** Carries a service from commit to its environments by walking the plan; see deliveryPipeline.txt. Decides nothing itself. */
def call(Map config = [:]) {
    Map run = [bodies: [:], facts: [:], stage: 'Plan']
    Map plain = deliveryBodies(config, '', run.bodies)
    run.agent = deliveryCheck(library: 5, config: plain).agent
    try {
        deliveryNode(run.agent, 'build') {
            stage('Plan') {
                run.plan = deliveryPlan(config: plain)
            }
            announce(run, 'started', [:])
            deliveryStages(run.plan.blocks[0], run)
        }
        for (int i = 1; i < run.plan.blocks.size(); i++) {
            Map block = run.plan.blocks[i]
            if (block.environment) {
                promoteTo(environment: block.environment, block: block, run: run)
            } else {
                deliveryBlock(block, run)
            }
        }
        announce(run, run.ended ? 'superseded' : 'passed', run.ended ? [text: run.ended] : [:])
    } catch (e) {
        announce(run, 'failed', [stage: run.stage, error: "${run.failure ?: ''}${e.message ?: e}${run.aftermath ?: ''}".toString()])
        throw e
    }
    return [plan: run.plan, results: run.facts]
}

private void announce(Map run, String occasion, Map more) {
    if (run.plan?.messages?.get(occasion)) {
        Map message = deliveryFacts.bind(run.plan.messages[occasion], run) + more
        if (run.facts.slack?.ts) {
            message += [ts: run.facts.slack.ts, channel: run.facts.slack.channel]
        }
        run.facts.slack = slackNotify(message)
    }
    deliveryNotices(run, occasion, more)
}
