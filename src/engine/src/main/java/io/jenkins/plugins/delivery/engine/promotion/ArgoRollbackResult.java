package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.OperationResult;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Outcome of {@code argoRollback}: that of a promotion, and what was known before.
 *
 * @param change what happened in Git and in Argo CD
 * @param outlook what going back meant
 * @param choice of a person, or null
 */
public record ArgoRollbackResult(ArgoPromoteResult change, RollbackOutlook outlook, RollbackChoice choice)
        implements OperationResult {

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>(change.toMap());
        map.putAll(outlook.toMap());
        if (choice != null) {
            map.put("choice", choice.text());
        }
        return map;
    }
}
