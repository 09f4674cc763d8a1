/** Reads results of earlier actions of a plan; see deliveryFacts.txt. */

/** The arguments with results of earlier actions put in; an argument whose action did not run is left out. */
Map bind(Map args, Map run) {
    Map bound = [:]
    List keys = args.keySet() as List
    for (int i = 0; i < keys.size(); i++) {
        def value = resolved(args[keys[i]], run)
        if (value != null) {
            bound[keys[i]] = value
        }
    }
    return bound
}

private resolved(value, Map run) {
    if (value instanceof Map) {
        return value.from && value.key ? result("${value.from}.${value.key}".toString(), run) : bind(value, run)
    }
    if (!(value instanceof List)) {
        return value
    }
    List all = []
    for (int i = 0; i < value.size(); i++) {
        def one = resolved(value[i], run)
        if (one != null) { all << one }
    }
    return all
}

/** The value of name.key among the results, or with name.* all of that result; null when that action did not run. */
def result(String reference, Map run) {
    int dot = reference.indexOf('.')
    def found = run.facts[reference.substring(0, dot)]
    String key = reference.substring(dot + 1)
    return found instanceof Map && key != '*' ? found[key] : found
}
