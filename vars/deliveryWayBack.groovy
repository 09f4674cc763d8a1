/** Goes back from a failed promotion, without an agent: looks, asks a person where that is wanted, puts back. Told, never hiding the failure. */
def call(Map run) {
    Map back = run.remove('wayBack')
    if (!back) {
        return
    }
    try {
        stage(back.name) {
            for (int i = 0; i < back.actions.size(); i++) {
                deliveryAction(back.actions[i], run)
            }
        }
    } catch (e) {
        echo "Going back failed as well: ${e.message}"
    }
}
