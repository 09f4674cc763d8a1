/** Runs one action of a plan, a step or a closure of the Jenkinsfile, and keeps its result for later actions. */
def call(Map action, Map run) {
    if (action.unless && result(action.unless, run)) {
        return
    }
    Map args = bind(action.args, run)
    if (action.body) {
        List found = bind(action.env ?: [:], run).collect { key, value -> "${key}=${value}" }
        withEnv(found + args.collect { key, value -> "DELIVERY_${key.toUpperCase()}=${value}" }) {
            run.bodies[action.body].call(args)
        }
        if (action.as) { run.facts[action.as] = [verdict: 'passed'] }
    } else {
        def limit = args.remove('timeoutSeconds')
        Closure step = { run.facts[action.as ?: action.step] = "${action.step}"(args) }
        limit ? timeout([time: limit, unit: 'SECONDS'], step) : step()
    }
}

/** The arguments with results of earlier actions put in; an argument whose action did not run is left out. */
private Map bind(Map args, Map run) {
    Map bound = [:]
    List keys = args.keySet() as List
    for (int i = 0; i < keys.size(); i++) {
        def value = args[keys[i]]
        if (value instanceof Map) {
            value = value.from && value.key ? result("${value.from}.${value.key}".toString(), run) : bind(value, run)
        }
        if (value != null) {
            bound[keys[i]] = value
        }
    }
    return bound
}

private def result(String reference, Map run) {
    int dot = reference.indexOf('.')
    def found = run.facts[reference.substring(0, dot)]
    return found instanceof Map ? found[reference.substring(dot + 1)] : found
}
