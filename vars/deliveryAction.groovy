/** Runs one action of a plan, a step or a closure of the Jenkinsfile, and keeps its result for later actions. */
def call(Map action, Map run) {
    if (action.unless && result(action.unless, run)) {
        return
    }
    Map args = bind(action.args, run)
    if (action.body) {
        withEnv(args.collect { key, value -> "DELIVERY_${key.toUpperCase()}=${value}" }) {
            run.bodies[action.body].call(args)
        }
    } else if (args.timeoutSeconds) {
        timeout(time: args.remove('timeoutSeconds'), unit: 'SECONDS') {
            run.facts[action.as ?: action.step] = "${action.step}"(args)
        }
    } else {
        run.facts[action.as ?: action.step] = "${action.step}"(args)
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
