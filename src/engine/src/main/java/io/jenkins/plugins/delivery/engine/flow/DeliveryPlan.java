package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.OperationResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a build of one commit of one branch will do: pure data, printable before anything has happened.
 *
 * @param facts service, flow, branch, kind, environments (all names in promotion order), version, ociTag, commit, author, reason …
 * @param blocks the stages, by where they run
 * @param files what promotions will change in the GitOps repository
 * @param approvals who is asked before which environment
 * @param messages arguments of slackNotify by occasion (started, passed, failed); empty without Slack
 * @param notices what the forge of the repository is told, actions by occasion; empty without a forge
 */
public record DeliveryPlan(
        Map<String, Object> facts,
        List<PlanBlock> blocks,
        List<Map<String, Object>> files,
        List<Map<String, Object>> approvals,
        Map<String, Object> messages,
        Map<String, Object> notices)
        implements OperationResult {

    /** Names of the stages that run, in order. */
    public List<String> stageNames() {
        return blocks.stream()
                .flatMap(block -> block.stages().stream())
                .filter(PlanStage::runs)
                .map(PlanStage::name)
                .toList();
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>(facts);
        map.put("blocks", blocks.stream().map(PlanBlock::toMap).toList());
        map.put("files", files);
        map.put("approvals", approvals);
        map.put("messages", messages);
        map.put("notices", notices);
        return map;
    }
}
