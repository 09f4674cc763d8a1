package io.jenkins.plugins.delivery.engine.gate.zap;

import java.util.function.Predicate;

/** What a scan does, one after the other; each look at ZAP is one call. */
enum ZapPhase {
    /** Is ZAP there, and does it take the key? */
    GREET(request -> true),
    /** Without passive rules a scan would find nothing and pass. */
    PASSIVE_RULES(request -> request.mode().isPassive()),
    /** The same for the active ones. */
    ACTIVE_RULES(request -> request.mode().isActive()),
    /** Which number ZAP has given to the context. */
    CONTEXT(request -> request.context() != null),
    /** Can ZAP reach the site? Puts its first page among those that ZAP knows. */
    REACH(request -> true),
    /** Alerts of earlier scans of the site would be judged again. */
    FORGET(request -> true),
    START_SPIDER(request -> true),
    SPIDER(request -> true),
    START_ACTIVE(request -> request.mode().isActive()),
    ACTIVE(request -> request.mode().isActive()),
    /** The passive rules work behind the others through all pages that were seen. */
    PASSIVE(request -> request.mode().isPassive()),
    /** How much of the site ZAP knows now. */
    COUNT(request -> true),
    /** What it has found. */
    ALERTS(request -> true);

    private final Predicate<ZapScanRequest> wanted;

    ZapPhase(Predicate<ZapScanRequest> wanted) {
        this.wanted = wanted;
    }

    /** The phase after this one that the request wants; there is none after the last. */
    ZapPhase next(ZapScanRequest request) {
        int next = ordinal() + 1;
        while (!values()[next].wanted.test(request)) {
            next++;
        }
        return values()[next];
    }

    /** Before it nothing has been started in ZAP. */
    boolean isBeforeScan() {
        return compareTo(START_SPIDER) < 0;
    }
}
