package io.jenkins.plugins.delivery.engine.gate.zap;

import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges alerts one by one while they are read, and keeps of each no more than a line. */
final class ZapTally {

    /** Kinds of alerts; ZAP has a few hundred rules. */
    static final int MOST_KINDS = 2000;

    private final ZapPolicy policy;
    private final List<ZapAllowance> allowed;
    private final LocalDate today;
    private final Map<String, ZapFinding> findings = new LinkedHashMap<>();
    private final Set<ZapAllowance> used = new HashSet<>();
    private final Set<ZapAllowance> late = new HashSet<>();

    /** @param today on which entries of the allow list count or not, in UTC */
    ZapTally(ZapPolicy policy, List<ZapAllowance> allowed, LocalDate today) {
        this.policy = policy;
        this.allowed = allowed;
        this.today = today;
    }

    /**
     * Adds one place of an alert.
     *
     * @throws UnreadableReport when there are more kinds of alerts than rules can be
     */
    void add(ZapAlert alert, ZapAlert.Place place) throws UnreadableReport {
        if (alert.confidence() == ZapConfidence.FALSE_POSITIVE) {
            return;
        }
        List<ZapAllowance> matching =
                allowed.stream().filter(entry -> entry.matches(alert, place)).toList();
        used.addAll(matching);
        Optional<ZapAllowance> accepts =
                matching.stream().filter(entry -> !entry.expired(today)).findFirst();
        if (accepts.isEmpty()) {
            late.addAll(matching);
        }
        if (findings.size() >= MOST_KINDS && !findings.containsKey(alert.key())) {
            throw new UnreadableReport("it has more than " + MOST_KINDS + " kinds of alerts");
        }
        findings.computeIfAbsent(alert.key(), key -> new ZapFinding(alert, policy.blocks(alert)))
                .add(place, accepts.isPresent());
    }

    ZapJudgement judgement() {
        return new ZapJudgement(
                policy,
                List.copyOf(findings.values()),
                allowed.stream().filter(late::contains).toList(),
                allowed.stream().filter(entry -> !used.contains(entry)).toList());
    }
}
