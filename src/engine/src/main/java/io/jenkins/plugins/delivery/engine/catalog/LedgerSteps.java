package io.jenkins.plugins.delivery.engine.catalog;

import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.history.DeliveryHistory;
import io.jenkins.plugins.delivery.engine.history.DeliveryHistoryRequest;
import io.jenkins.plugins.delivery.engine.promotion.DeliveryRecord;
import io.jenkins.plugins.delivery.engine.promotion.DeliveryRecordRequest;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitCommitLog;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitSourceHistory;
import io.jenkins.plugins.delivery.engine.turn.PromotionTurn;
import io.jenkins.plugins.delivery.engine.turn.PromotionTurnRequest;
import io.jenkins.plugins.delivery.engine.turn.PromotionTurns;
import java.util.List;

/** The steps that order deliveries and tell of them afterwards. */
final class LedgerSteps {

    static final List<OperationDescriptor<?, ?>> ALL = List.of(
            new OperationDescriptor<>(
                    "promotionTurn",
                    "Waits until a promotion may begin: freeze windows, soak time, one at a time; a newer build takes its"
                            + " place.",
                    PromotionTurnRequest.class,
                    () -> new PromotionTurn(
                            PromotionTurns.ofThisProcess(), JGitCommitLog::open, JGitSourceHistory::open)),
            new OperationDescriptor<>(
                    "deliveryRecord",
                    "Writes a refused approval or a skipped promotion into the history of the GitOps repository.",
                    DeliveryRecordRequest.class,
                    () -> new DeliveryRecord(JGitGitOpsRepository::open)),
            new OperationDescriptor<>(
                    "deliveryHistory",
                    "Tells from the GitOps repository alone who brought what where and when, with the four DORA figures.",
                    DeliveryHistoryRequest.class,
                    () -> new DeliveryHistory(JGitCommitLog::open, JGitSourceHistory::open)));

    private LedgerSteps() {}
}
