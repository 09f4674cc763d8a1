/** Does what follows a stage of the plan; a failure here is told and never hides that of the stage. An abort goes on. */
def call(Map action, String otherwise, Map run) {
    try {
        if (action) {
            deliveryAction(action, run)
        }
    } catch (InterruptedException e) {
        throw e
    } catch (e) {
        echo "${otherwise}: ${e.message}"
    }
}
