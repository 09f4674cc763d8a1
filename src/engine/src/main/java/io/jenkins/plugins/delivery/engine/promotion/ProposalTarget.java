package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.forge.ForgeKind;
import java.time.Duration;

/** What a step that may change desired state by a pull request is told about that. */
interface ProposalTarget extends ArgoTarget {

    PromotionMode mode();

    ForgeKind forge();

    String forgeUrl();

    String forgeProject();

    String forgeCredentialsId();

    /** Whether the site is asked to merge as soon as its rules allow it. */
    boolean autoMerge();

    Duration mergeTimeout();

    /** After how long a pull request is reminded of; null for never. */
    Duration remindAfter();

    String approver();

    String reason();

    /** The step, as people write it. */
    default String step() {
        return goesBack() ? ArgoRollback.STEP : "argoPromote";
    }
}
