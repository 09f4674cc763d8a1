package io.jenkins.plugins.delivery.engine.notify;

import io.jenkins.plugins.delivery.engine.OperationResult;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Outcome of {@code slackNotify}.
 *
 * @param channel the channel, as id when Slack told it
 * @param ts handle of the message for later edits and answers; null when there is no message
 * @param delivered whether people can see it
 * @param problem why not, a sentence; null when they can
 */
public record SlackNotifyResult(String channel, String ts, boolean delivered, String problem)
        implements OperationResult {

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("channel", channel);
        if (ts != null) {
            map.put("ts", ts);
        }
        map.put("delivered", delivered);
        if (problem != null) {
            map.put("problem", problem);
        }
        return map;
    }
}
