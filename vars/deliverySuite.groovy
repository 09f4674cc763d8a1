/** Runs one suite of a gate in its own time and says what became of the run; its reports are for the gate to judge. An abort goes on. */
String call(Map suite, List again, Map run) {
    long began = currentBuild.duration
    try {
        timeout(time: suite.timeoutSeconds, unit: 'SECONDS') {
            withEnv(["DELIVERY_RERUN=${again.join('\n')}"]) { deliveryAction(suite.action, run) }
        }
        return 'ran'
    } catch (InterruptedException e) {
        if (currentBuild.duration - began < suite.timeoutSeconds * 1000L) { throw e }
        return "timed out after ${suite.timeoutSeconds}s"
    } catch (e) {
        return "ended with: ${e.message ?: e}"
    }
}
