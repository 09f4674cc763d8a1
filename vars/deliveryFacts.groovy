/** Reads results of earlier actions of a plan; see deliveryFacts.txt. */

/** The arguments with results of earlier actions put in; an argument whose action did not run is left out. */
Map bind(Map args, Map run) {
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

/** The value of name.key among the results; null when that action did not run. */
def result(String reference, Map run) {
    int dot = reference.indexOf('.')
    def found = run.facts[reference.substring(0, dot)]
    return found instanceof Map ? found[reference.substring(dot + 1)] : found
}
