/** Runs one action of a plan, a step or a closure of the Jenkinsfile, and keeps its result for later actions. */
def call(Map action, Map run) {
    boolean missing = action.only && !deliveryFacts.result(action.only, run)
    if (missing || (action.unless && deliveryFacts.result(action.unless, run))) {
        return
    }
    Map args = deliveryFacts.bind(action.args, run)
    List found = deliveryFacts.bind(action.env ?: [:], run).collect { key, value -> "${key}=${value}" }
    String name = action.as ?: action.step
    try {
        if (action.suites) {
            run.facts[name] = deliverySuites(action, run)
        } else if (action.body) {
            withEnv(found + args.collect { key, value -> "DELIVERY_${key.toUpperCase()}=${value}" }) {
                run.bodies[action.body].call(args)
            }
            if (name) { run.facts[name] = [verdict: 'passed'] }
        } else {
            def limit = args.remove('timeoutSeconds')
            Closure step = { run.facts[name] = "${action.step}"(args) }
            Closure call = found ? { withEnv(found, step) } : step
            limit ? timeout([time: limit, unit: 'SECONDS'], call) : call()
        }
    } catch (e) {
        // A gate of an environment says no in its result; what else ends it, an abort apart, shows nothing of the version.
        boolean gate = action.judges || args.onFail == 'warn'
        if (gate && !(e instanceof InterruptedException)) { run.undecided = true }
        throw e
    }
    if (action.judges && run.facts[name].verdict in ['failed', 'errored']) {
        run.undecided = run.facts[name].verdict == 'errored'
        error("${run.facts[name].message}\n${run.facts[name].advice ?: ''}".trim())
    }
    if (action.ends && run.facts[name][action.ends]) {
        run.ended = "Superseded by ${run.facts[name][action.ends]}".toString()
        currentBuild.result = 'NOT_BUILT'
    }
}
