package io.jenkins.plugins.delivery.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentStateTest {

    private final EnvironmentState state = new EnvironmentState();

    private static Note note(Note.Kind kind, long time, String... pairs) {
        Map<String, String> values = new LinkedHashMap<>(Map.of("service", "payments", "env", "dev", "run", "p #1"));
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        return new Note(kind, time, values);
    }

    private EnvironmentState.Place dev() {
        return state.services().get("payments").get("dev");
    }

    @Test
    void theSameVersionAgainChangesNothing() {
        state.stands(note(Note.Kind.PROMOTION, 1, "version", "1.4.0", "state", "deployed", "approver", "grace"));
        state.stands(note(Note.Kind.PROMOTION, 2, "version", "1.4.0", "state", "unchanged"));
        assertThat(dev().standing().time()).isEqualTo(1);
        assertThat(dev().standing().get("approver")).isEqualTo("grace");
        state.stands(note(Note.Kind.PROMOTION, 3, "version", "1.5.0", "state", "deployed"));
        assertThat(dev().standing().time()).isEqualTo(3);
    }

    @Test
    void aGateSpeaksOnlyOfWhatItsRunPromoted() {
        state.stands(note(Note.Kind.PROMOTION, 1, "version", "1.4.0", "state", "deployed"));
        state.verified(note(Note.Kind.GATE, 2, "run", "p #2", "verdict", "failed"));
        assertThat(dev().verified()).isNull();
        state.verified(note(Note.Kind.GATE, 2, "verdict", "passed"));
        assertThat(dev().verified().get("verdict")).isEqualTo("passed");
        state.stands(note(Note.Kind.PROMOTION, 3, "version", "1.5.0", "state", "deployed"));
        assertThat(dev().verified()).isNull();
    }

    @Test
    void aFailureStaysUntilAPromotionSucceeds() {
        state.stands(note(Note.Kind.PROMOTION, 1, "version", "1.4.0", "state", "deployed"));
        state.failed(note(Note.Kind.PROBLEM, 2, "version", "1.5.0", "said", "did not come up"));
        assertThat(dev().standing().get("version")).isEqualTo("1.4.0");
        assertThat(dev().failed().get("version")).isEqualTo("1.5.0");
        state.stands(note(Note.Kind.PROMOTION, 3, "version", "1.6.0", "state", "deployed"));
        assertThat(dev().failed()).isNull();
    }

    @Test
    void environmentsKeepTheOrderOfTheNewestPlanAndNoneIsForgotten() {
        state.stands(note(Note.Kind.PROMOTION, 1, "env", "prod", "version", "1", "state", "deployed"));
        state.order(List.of("dev", "stage", "prod"));
        assertThat(state.environments()).containsExactly("dev", "stage", "prod");
        state.order(List.of("test", "prod"));
        assertThat(state.environments()).containsExactly("test", "prod", "dev", "stage");
        state.order(List.of(""));
        assertThat(state.environments()).hasSize(4);
    }

    @Test
    void staysBounded() {
        for (int i = 0; i < EnvironmentState.MOST_PLACES + 50; i++) {
            state.stands(note(Note.Kind.PROMOTION, i, "service", "s" + i, "version", "1", "state", "deployed"));
        }
        assertThat(state.services()).hasSize(EnvironmentState.MOST_PLACES).doesNotContainKey("s0");
    }
}
