package io.jenkins.plugins.delivery.engine.history;

import io.jenkins.plugins.delivery.engine.ledger.LedgerEntry;
import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that happened.
 *
 * @param at when it landed on the branch
 * @param commit in the GitOps repository
 * @param author of that commit
 * @param byHand whether a person edited the file; otherwise this product wrote the commit
 * @param undone whether a later commit undid it
 * @param entry what happened
 */
public record HistoryLine(Instant at, String commit, String author, boolean byHand, boolean undone, LedgerEntry entry) {

    /** Who is answerable: the person who edited or approved, else the run; "unknown" when the commit names neither. */
    public String who() {
        if (byHand) {
            return "by hand: " + author;
        }
        String approver = entry.get(Trailers.APPROVER);
        String run = entry.get(Trailers.RUN);
        return approver != null ? approver : run != null ? run : "unknown";
    }

    /** Whether it is a deployment; a person who writes a version where none stood brings in what may run long since. */
    public boolean deploys() {
        return entry.action().deploys() && !isImport();
    }

    /** Whether a person wrote a version where none stood before: a new file, or one that was moved. */
    public boolean isImport() {
        return byHand && entry.action().deploys() && entry.get(Trailers.FROM) == null;
    }

    /** As plain values; what is not known is left out. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("at", at.toString());
        map.put("service", entry.service());
        map.put("env", entry.environment());
        map.put("action", entry.action().text());
        put(map, "version", Trailers.VERSION);
        put(map, "from", Trailers.FROM);
        map.put("who", who());
        if (byHand) {
            map.put("byHand", true);
        }
        if (undone) {
            map.put("undone", true);
        }
        put(map, "digest", Trailers.DIGEST);
        put(map, "chartVersion", Trailers.CHART_VERSION);
        put(map, "sourceCommit", Trailers.SOURCE_COMMIT);
        put(map, "deployer", Trailers.DEPLOYER);
        put(map, "run", Trailers.RUN);
        put(map, "approver", Trailers.APPROVER);
        put(map, "evidence", Trailers.EVIDENCE);
        put(map, "reason", Trailers.REASON);
        put(map, "override", Trailers.OVERRIDE);
        put(map, "quarantined", Trailers.QUARANTINED);
        put(map, "restores", Trailers.RESTORES);
        map.put("commit", commit);
        return map;
    }

    private void put(Map<String, Object> map, String key, String trailer) {
        if (entry.get(trailer) != null) {
            map.put(key, entry.get(trailer));
        }
    }
}
