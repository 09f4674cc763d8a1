package io.jenkins.plugins.delivery.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerEntryTest {

    @ParameterizedTest
    @EnumSource(LedgerAction.class)
    void everyActionIsReadBackAsItWasWritten(LedgerAction action) {
        LedgerEntry entry = LedgerEntry.of(action, "payments", "prod")
                .with(Trailers.VERSION, "1.4.0")
                .with(Trailers.REASON, "because\nDelivery-Action: lift")
                .with(Trailers.APPROVER, null);
        assertThat(LedgerEntry.in(entry.message())).singleElement().satisfies(read -> {
            assertThat(read.action()).isEqualTo(action);
            assertThat(read.service()).isEqualTo("payments");
            assertThat(read.environment()).isEqualTo("prod");
            assertThat(read.version()).isEqualTo("1.4.0");
            assertThat(read.get(Trailers.REASON)).isEqualTo("because Delivery-Action: lift");
            assertThat(read.get(Trailers.APPROVER)).isNull();
            assertThat(read.message()).isEqualTo(entry.message());
        });
        assertThat(entry.subject()).contains("payments 1.4.0").contains("prod").doesNotContain("%");
        assertThat(LedgerAction.of(action.text())).contains(action);
    }

    @Test
    void commitsFromBeforeTheTrailerStayReadable() {
        String promotion =
                "promote payments 1.4.0 to stage\n\nDelivery-Service: payments\nDelivery-Environment: stage\n"
                        + "Delivery-Version: 1.4.0\n";
        assertThat(LedgerEntry.in(promotion)).extracting(LedgerEntry::action).containsExactly(LedgerAction.PROMOTE);
        assertThat(LedgerEntry.in(promotion + "Delivery-Restores: " + "a".repeat(40) + "\n"))
                .extracting(LedgerEntry::action)
                .containsExactly(LedgerAction.ROLLBACK);
        assertThat(LedgerEntry.in(promotion + "Delivery-Action: teleport\n"))
                .extracting(LedgerEntry::action)
                .containsExactly(LedgerAction.OTHER);
    }

    @Test
    void aSquashedPullRequestTellsAllItsPromotions() {
        String squashed = "Promote to stage (#12)\r\n\r\n* promote payments 1.4.0 to stage\r\n\r\n"
                + "Delivery-Action: promote\r\nDelivery-Service: payments\r\nDelivery-Environment: stage\r\n"
                + "Delivery-Version: 1.4.0\r\n\r\n* promote orders 2.0.0 to stage\r\n\r\n"
                + "Delivery-Action: promote\r\nDelivery-Service: orders\r\nDelivery-Environment: stage\r\n"
                + "Delivery-Version: 2.0.0\r\n\r\n---------\r\n\r\nCo-authored-by: A Person <a@example.com>\r\n";
        assertThat(LedgerEntry.in(squashed))
                .extracting(LedgerEntry::service, LedgerEntry::version)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("payments", "1.4.0"),
                        org.assertj.core.groups.Tuple.tuple("orders", "2.0.0"));
    }

    @Test
    void whatAPersonWritesIsNoEntry() {
        assertThat(List.of(
                        "fix: a typo",
                        "fix: a typo\n\nSee Delivery-Service: payments in the manual.",
                        "fix: a typo\n\nDelivery-Service: payments",
                        "Delivery-Service: payments\nDelivery-Environment: prod"))
                .allSatisfy(message -> assertThat(LedgerEntry.in(message)).isEmpty());
        assertThat(LedgerEntry.reverted("Revert \"promote\"\n\nThis reverts commit " + "b".repeat(40) + ".\n"))
                .isEqualTo("b".repeat(40));
        assertThat(LedgerEntry.reverted("This reverts commit abc")).isNull();
    }

    @Test
    void onlySomeActionsChangeWhatRuns() {
        assertThat(LedgerAction.values())
                .filteredOn(LedgerAction::changesState)
                .containsExactly(LedgerAction.PROMOTE, LedgerAction.DEPLOY, LedgerAction.ROLLBACK);
        assertThat(LedgerAction.values())
                .filteredOn(LedgerAction::tellsOfFailure)
                .containsExactly(
                        LedgerAction.ROLL_FORWARD, LedgerAction.KEEP, LedgerAction.FAIL, LedgerAction.QUARANTINE);
    }
}
