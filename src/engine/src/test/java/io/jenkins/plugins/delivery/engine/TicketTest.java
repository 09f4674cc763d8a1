package io.jenkins.plugins.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TicketTest {

    private final Ticket ticket = new Ticket(
            "argoPromote",
            Instant.parse("2026-11-20T12:00:00.123Z"),
            Instant.parse("2026-11-20T12:10:00Z"),
            Map.of("commit", "abc", "polls", 3, "done", false, "list", List.of("a", Map.of("b", 1.5))));

    @Test
    @SuppressWarnings("unchecked")
    void survivesAMapAndATextFile() throws IOException {
        ObjectMapper json = new ObjectMapper();
        Map<String, Object> read = json.readValue(json.writeValueAsString(ticket.toMap()), Map.class);
        assertThat(Ticket.fromMap(ticket.toMap())).isEqualTo(ticket);
        assertThat(Ticket.fromMap(read)).isEqualTo(ticket);
    }

    @Test
    void oneValueIsReplacedInACopy() {
        Ticket next = ticket.with("polls", 4);
        assertThat(next.state()).containsEntry("polls", 4).containsEntry("commit", "abc");
        assertThat(ticket.state()).containsEntry("polls", 3);
        assertThat(next.deadline()).isEqualTo(ticket.deadline());
    }

    @Test
    void textsAreReadAsTextAndTheStateCannotBeChanged() {
        assertThat(ticket.text("polls")).isEqualTo("3");
        assertThat(ticket.text("nothing")).isNull();
        assertThatThrownBy(() -> ticket.state().put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
    }
}
