/** Runs one action of a plan, a step or a closure of the Jenkinsfile, and keeps its result for later actions. */
def call(Map action, Map run) {
    boolean missing = action.only && !deliveryFacts.result(action.only, run)
    if (missing || (action.unless && deliveryFacts.result(action.unless, run))) {
        return
    }
    Map args = deliveryFacts.bind(action.args, run)
    String name = action.as ?: action.step
    if (action.body) {
        List found = deliveryFacts.bind(action.env ?: [:], run).collect { key, value -> "${key}=${value}" }
        withEnv(found + args.collect { key, value -> "DELIVERY_${key.toUpperCase()}=${value}" }) {
            run.bodies[action.body].call(args)
        }
        if (name) { run.facts[name] = [verdict: 'passed'] }
    } else {
        def limit = args.remove('timeoutSeconds')
        Closure step = { run.facts[name] = "${action.step}"(args) }
        limit ? timeout([time: limit, unit: 'SECONDS'], step) : step()
    }
    if (action.ends && run.facts[name][action.ends]) {
        run.ended = "Superseded by ${run.facts[name][action.ends]}".toString()
        currentBuild.result = 'NOT_BUILT'
    }
}
