/** Goes back from a failed promotion, without an agent: looks, asks a person where that is wanted, puts back. Told, never hiding the failure. */
def call(Map run) {
    Map back = run.remove('wayBack')
    if (!back) {
        return
    }
    Map seen = [:]
    try {
        stage(back.name) {
            for (int i = 0; i < back.actions.size(); i++) {
                deliveryAction(back.actions[i], run)
                seen = seen ?: run.facts[back.actions[0].as]
            }
        }
        Map done = run.facts[back.actions.last().as]
        String chosen = done?.choice ? "${run.facts[back.actions[1].as].approver} chose ${done.choice}, " : ''
        String now = done?.state == 'kept' ? "${done.from} stays" : "${done?.state}${done?.to ? ', now ' + done.to : ''}"
        run.aftermath = done?.state ? "\n${back.name}: ${chosen}${now}.".toString() : null
    } catch (e) {
        boolean unanswered = seen.ask && !run.facts[back.actions[1].as]
        String what = unanswered ? "${back.name}: nobody chose, so nothing was put back" : back.name
        run.aftermath = "\n${what}: ${e.message ?: e}".toString()
    }
    if (run.aftermath) { echo run.aftermath.trim() }
}
