/** Tells the forge what becomes of a stage, as a status of the commit, where the plan says so. Never fails the delivery. */
def call(Map planned, String state, String description, Map run) {
    if (planned.status) {
        Map args = planned.status + [state: state, description: description]
        deliveryAttempt([step: 'commitStatus', args: args], 'Telling the forge failed', run)
    }
}
