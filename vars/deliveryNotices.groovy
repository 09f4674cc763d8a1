/** Tells the forge that a delivery started, passed, failed or was overtaken, as its plan says. Never fails the delivery by itself. */
def call(Map run, String occasion, Map more) {
    String summary = more.error ? "${more.stage} failed: ${more.error}" : more.text
    run.facts.outcome = [summary: summary, error: more.error]
    List actions = run.plan?.notices?.get(occasion) ?: []
    for (int i = 0; i < actions.size(); i++) {
        deliveryAttempt(actions[i], 'Telling the forge failed', run)
    }
}
