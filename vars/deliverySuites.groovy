/** Runs the suites of a gate side by side and lets the gate judge them; failed tests that it asks for run again, and only those. */
Map call(Map action, Map run) {
    Map args = deliveryFacts.bind(action.args, run)
    Map seen = [:]
    List before = []
    for (int attempt = 1; attempt == 1 || seen.rerun; attempt++) {
        long began = currentBuild.duration
        Map outcomes = sideBySide(action.suites, seen.rerun, run)
        String since = "${currentBuild.duration - began}ms"
        List suites = []
        for (int i = 0; i < args.suites.size(); i++) {
            String outcome = outcomes[args.suites[i].name]
            suites << (outcome ? args.suites[i] + [outcome: outcome, since: since] : args.suites[i])
        }
        seen = e2eGate(args + [suites: suites, attempt: attempt, before: before])
        before = [seen]
    }
    return seen
}

private Map sideBySide(List suites, Map again, Map run) {
    Map branches = [:]
    Map outcomes = [:]
    for (int i = 0; i < suites.size(); i++) {
        Map suite = suites[i]
        if (!again || again[suite.name]) {
            branches[suite.name] = { outcomes[suite.name] = deliverySuite(suite, again ? again[suite.name] : [], run) }
        }
    }
    parallel(branches)
    return outcomes
}
