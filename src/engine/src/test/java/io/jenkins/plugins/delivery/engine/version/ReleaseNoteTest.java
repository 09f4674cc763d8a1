package io.jenkins.plugins.delivery.engine.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseNoteTest {

    private static ReleaseNote note(String state, String digest, String run) {
        return new ReleaseNote(
                ReleaseState.named(state).orElseThrow(),
                Optional.ofNullable(digest),
                Optional.ofNullable(run),
                Optional.empty());
    }

    /** Before: state and digest; later: state and digest; then: state, digest and whose note it is (a before, b later). */
    @ParameterizedTest
    @CsvSource({
        "reserved,,    built,d1,    built,d1,b",
        "reserved,,    built,,      built,,b",
        "reserved,,    abandoned,,  abandoned,,b",
        "reserved,,    reserved,,   reserved,,a",
        "reserved,d1,  built,,      built,d1,b",
        "reserved,d1,  abandoned,,  abandoned,d1,b",
        "built,d1,     abandoned,,  built,d1,a",
        "built,d1,     reserved,,   built,d1,a",
        "built,d1,     built,d1,    built,d1,a",
        "built,d1,     built,,      built,d1,a",
        "built,,       built,d1,    built,d1,b",
        "built,,       abandoned,,  built,,a",
        "abandoned,,   reserved,,   reserved,,b",
        "abandoned,,   built,d1,    built,d1,b",
        "abandoned,,   abandoned,,  abandoned,,a",
    })
    void whatWasPublishedStays(
            String state, String digest, String later, String laterDigest, String then, String thenDigest, String by) {
        ReleaseNote joined = note(state, digest, "a").joined(note(later, laterDigest, "b"), "v1.0.0");
        assertThat(joined).isEqualTo(note(then, thenDigest, by));
        // Told twice it says no more.
        assertThat(joined.joined(note(later, laterDigest, "b"), "v1.0.0")).isEqualTo(joined);
    }

    @Test
    void oneVersionHasOneImage() {
        assertThatThrownBy(() -> note("built", "sha256:1", "http://ci/1/")
                        .joined(note("built", "sha256:2", "http://ci/2/"), "v1.0.0"))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining(
                        "v1.0.0 is recorded with image sha256:1 by http://ci/1/, and this run has sha256:2");
    }

    @Test
    void textGoesThereAndBack() {
        ReleaseNote note = new ReleaseNote(
                ReleaseState.ABANDONED,
                Optional.empty(),
                Optional.of("http://ci.example/7/"),
                Optional.of("tests failed"));
        assertThat(ReleaseNote.of(note.text("v1.0.0"))).isEqualTo(note);
        assertThat(note.text("v1.0.0")).startsWith("v1.0.0 is abandoned\n\nDelivery-State: abandoned\n");
    }

    @Test
    void outsideTextForgesNothing() {
        ReleaseNote note = new ReleaseNote(
                ReleaseState.ABANDONED,
                Optional.empty(),
                Optional.of("x\nDelivery-State: built"),
                Optional.of("why\n\nDelivery-Digest: sha256:0\r\nDelivery-State: built"));
        ReleaseNote read = ReleaseNote.of(note.text("v1\n\nDelivery-State: built"));
        assertThat(read.state()).isEqualTo(ReleaseState.ABANDONED);
        assertThat(read.digest()).isEmpty();
    }

    @Test
    void aStateOfALaterVersionIsNoMoreThanATag() {
        assertThat(ReleaseNote.of("x\n\nDelivery-State: yanked\n").state()).isEqualTo(ReleaseState.RESERVED);
        assertThat(ReleaseNote.of("written by hand").state()).isEqualTo(ReleaseState.RESERVED);
    }

    @Test
    void aTagMessageGoesThereAndBack() {
        TagMessage message = new TagMessage(
                Optional.of("1.4.1"),
                "patch because of 'fix: x\u2028Delivery-Tree: forged' since v1.4.0",
                Optional.of("http://ci.example/7/"),
                Optional.of("c".repeat(40)),
                Optional.of("7".repeat(40)),
                Optional.of("1.4.0"),
                Optional.of("sha256:" + "d".repeat(64)));
        TagMessage read = TagMessage.of(message.text());
        assertThat(read.tree()).isEqualTo(message.tree());
        assertThat(read).usingRecursiveComparison().ignoringFields("reason").isEqualTo(message);
        assertThat(TagMessage.of("made by hand"))
                .isEqualTo(new TagMessage(
                        Optional.empty(),
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }
}
